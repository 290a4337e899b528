"""Consent over HTTP: read, agreed to, withdrawn, purpose by purpose."""

from functions.hr.api.consents import give_consent, list_consents
from functions.hr.api.questionnaires import get_questionnaire, list_questionnaires
from functions.hr.domain.consent.purposes import PURPOSES
from tests.functions.hr.clinic import Clinic
from tests.lambdas import ask


def test_nothing_is_agreed_to_beforehand(clinic: Clinic) -> None:
    told = ask(list_consents, "GET", "/hr/consents", caller=clinic.person(), query="locale=en").json
    assert [(one["purpose"], one["agreed"], one["version"]) for one in told] == [(one, False, "1") for one in PURPOSES]
    assert all(one["text"].startswith("I agree that") for one in told)


def test_a_consent_keeps_which_text_was_read(clinic: Clinic) -> None:
    caller = clinic.person()
    given = [clinic.agree(caller, "assessment", "en") for _ in range(2)]
    assert [reply.status for reply in given] == [201, 200]
    (row,) = clinic.rows("consents")
    assert (row["version"], row["locale"], row["text_sha256"]) == ("1", "en", given[0].json["textSha256"])


def test_an_outdated_text_is_not_agreed_to(clinic: Clinic) -> None:
    body = {"purpose": "assessment", "version": "0"}
    reply = ask(give_consent, "POST", "/hr/consents", body=body, caller=clinic.person())
    assert (reply.status, reply.json["version"]) == (409, "1")
    assert reply.json["type"] == "urn:astramech:problem:consent-outdated"


def test_a_withdrawal_is_of_one_purpose_and_can_be_repeated(clinic: Clinic) -> None:
    caller = clinic.person(*PURPOSES)
    assert [clinic.withdraw(caller, "team_aggregate").status for _ in range(2)] == [204, 204]
    told = ask(list_consents, "GET", "/hr/consents", caller=caller).json
    assert [one["purpose"] for one in told if not one["agreed"]] == ["team_aggregate"]
    actions = [row["action"] for row in clinic.rows("hr_audit")]
    assert actions == ["consent.given"] * 4 + ["consent.withdrawn"]


def test_only_what_is_worded_is_offered_with_licence_and_source(clinic: Clinic) -> None:
    caller = clinic.person()
    (offered,) = ask(list_questionnaires, "GET", "/hr/questionnaires", caller=caller).json
    assert (offered["id"], offered["locales"]) == ("core", ["es", "en"])
    core = ask(get_questionnaire, "GET", "/hr/questionnaires/core", caller=caller, query="locale=en").json
    cbi, fevs, intent = core["instruments"]
    assert [len(one["items"]) for one in (cbi, fevs, intent)] == [19, 19, 1]
    assert all(one["licence"] and one["source"] for one in core["instruments"])
    asked_if = {item["id"]: item["askedIf"] for item in cbi["items"]}
    assert (asked_if["cbi.P1"], asked_if["cbi.C1"]) == (None, "cbi.works_with_clients")
    assert [item["id"] for item in cbi["items"] if item["reverse"]] == ["cbi.W7"]


def test_another_language_or_questionnaire_is_not_found(clinic: Clinic) -> None:
    caller = clinic.person()
    for path, query in (("core", "locale=fr"), ("well-being", ""), ("nothing", "")):
        reply = ask(get_questionnaire, "GET", f"/hr/questionnaires/{path}", caller=caller, query=query)
        assert reply.status == (422 if query else 404)


def test_spanish_keeps_its_published_order(clinic: Clinic) -> None:
    core = ask(get_questionnaire, "GET", "/hr/questionnaires/core", caller=clinic.person()).json
    assert [item["id"] for item in core["instruments"][0]["items"]][:4] == ["cbi.P1", "cbi.P4", "cbi.P6", "cbi.P2"]
