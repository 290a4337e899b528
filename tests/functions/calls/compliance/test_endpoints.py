"""What people keep about whom to call, over HTTP."""

from datetime import UTC, datetime, timedelta

import psycopg

from functions.calls.api import compliance, people
from functions.calls.tasks.operators import stop_all_calls
from tests.functions.calls.compliance.office import MONDAY, Office, wish
from tests.functions.calls.desk import THEIRS
from tests.lambdas import LambdaContext, ask

LIST = "/calls/do-not-call"
NUMBER = "number=%2B573001234567"


def suppress(office: Office, **changes: object) -> dict[str, object]:
    return office.post(people.suppress_number, LIST, number=THEIRS, **changes).json  # type: ignore[no-any-return]


def test_a_suppressed_number_is_found_and_removed_with_a_reason(office: Office) -> None:
    entry = suppress(office, note="llamó a la recepción")
    assert suppress(office)["suppression_id"] == entry["suppression_id"], "once for a reason"
    known = ask(people.get_person, "GET", "/calls/people", query=NUMBER, caller=office.viewer).json
    assert (known["suppressed"], len(known["suppressions"])) == (True, 1)
    path = f"{LIST}/{entry['suppression_id']}/removal"
    assert office.post(people.remove_suppression, path).status == 422, "a reason is needed"
    removed = office.post(people.remove_suppression, path, reason="asked to be called again").json
    assert (removed["removed_by"], removed["removal_reason"]) == (str(office.officer.id), "asked to be called again")
    shown = ask(people.list_suppressions, "GET", LIST, caller=office.viewer).json
    assert shown["items"] == []
    audit = ask(people.list_suppressions, "GET", LIST, query="current=false", caller=office.viewer).json
    assert [item["suppression_id"] for item in audit["items"]] == [entry["suppression_id"]]


def test_the_list_is_read_in_pages(office: Office) -> None:
    for last in "123":
        office.post(people.suppress_number, LIST, number=f"+57300123456{last}")
    first = ask(people.list_suppressions, "GET", LIST, query="limit=2", caller=office.viewer).json
    rest = ask(
        people.list_suppressions, "GET", LIST, query=f"limit=2&cursor={first['next_cursor']}", caller=office.viewer
    ).json
    assert [item["number"][-1] for item in (*first["items"], *rest["items"])] == ["3", "2", "1"]


def test_a_lead_that_is_not_known_is_refused(office: Office) -> None:
    stranger = str(office.officer.id)
    assert office.post(people.suppress_number, LIST, number=THEIRS, lead_id=stranger).status == 422
    assert office.agree(lead_id=stranger)["status"] == 422


def test_who_only_reads_changes_nothing(office: Office) -> None:
    refused = office.post(people.suppress_number, LIST, by=office.viewer, number=THEIRS)
    assert refused.status == 403


def test_a_consent_is_withdrawn(office: Office) -> None:
    given = office.agree()
    path = f"/calls/consents/{given['consent_id']}/withdrawal"
    first, again = (office.post(people.withdraw_consent, path).json for _ in range(2))
    assert first["withdrawn_at"] == again["withdrawn_at"] is not None
    [listed] = ask(people.list_consents, "GET", "/calls/consents", query=NUMBER, caller=office.viewer).json["items"]
    assert listed["withdrawn_by"] == str(office.officer.id)


def test_a_consent_of_the_future_is_none(office: Office) -> None:
    refused = office.agree(given_at="2999-01-01T00:00:00Z")
    assert refused["status"] == 400


def test_a_number_is_forgotten_and_the_wish_holds(office: Office) -> None:
    campaign = office.prepare()
    suppress(office)
    told = office.post(people.forget_number, "/calls/people/forget", number=THEIRS).json
    assert told == {"numbers": 2, "calls": 0, "versions": 0, "open_calls": 0, "leads": 0}
    tables = ("contact_suppressions", "contact_consents", "contact_decisions")
    assert THEIRS not in str([office.company.rows(table) for table in tables])
    assert office.decides(wish(campaign)).code == "suppressed"


def test_a_place_is_stated_and_stated_anew(office: Office) -> None:
    for state in ("NY", "CA"):
        body = {"number": THEIRS, "country": "US", "region": state, "source": "said so"}
        answer = ask(people.state_place, "PUT", "/calls/people/place", body=body, caller=office.officer)
        assert (answer.status, answer.json["region"]) == (200, state)
    known = ask(people.get_person, "GET", "/calls/people", query=NUMBER, caller=office.viewer).json
    assert known["place"]["region"] == "CA"


def test_a_list_comes_in_parts_and_counts_when_it_is_complete(office: Office) -> None:
    office.agree()
    first = office.take_list(THEIRS, "nonsense", THEIRS, complete=False).json
    assert (first["numbers"], first["refused"], first["repeated"], first["completed_at"]) == (1, 1, 1, None)
    check = {"query": f"{NUMBER}&caller_id=%2B576015550100", "caller": office.viewer}
    before = ask(compliance.check_gate, "GET", "/calls/gate/check", **check).json
    assert "registry_stale" in [reason["code"] for reason in before["reasons"]]
    last = office.take_list("+573007654321", import_id=first["import_id"]).json
    assert (last["import_id"], last["numbers"], last["stale"]) == (first["import_id"], 2, False)
    after = ask(compliance.check_gate, "GET", "/calls/gate/check", **check).json
    codes = [reason["code"] for reason in after["reasons"]]
    assert "registry_listed" in codes
    assert "registry_stale" not in codes
    assert office.take_list(import_id=first["import_id"]).status == 409
    assert office.company.rows("contact_decisions") == []


def test_the_numbers_of_an_older_list_are_dropped(office: Office) -> None:
    office.take_list(THEIRS, at=datetime.now(UTC) - timedelta(days=9))
    office.take_list("+573007654321")
    assert len(office.company.rows("registry_numbers")) == 1
    shown = ask(compliance.list_registries, "GET", "/calls/registries", caller=office.viewer).json["items"]
    assert [(item["numbers"], item["stale"]) for item in shown] == [(1, False), (1, True)]


def test_an_empty_list_or_one_of_the_future_is_refused(office: Office) -> None:
    assert office.take_list("nonsense").status == 400
    assert office.take_list(at=datetime.now(UTC) + timedelta(days=1)).status == 400
    assert office.company.rows("registry_snapshots") == []


def others_calls_are_over(office: Office) -> None:
    """An operator's stop is for all companies: those of other tests have nobody to take back."""
    with psycopg.connect(office.company.database.url()) as owner:
        owner.execute("UPDATE call_sessions SET announced_at = now() WHERE announced_at IS NULL")


def test_the_kill_switch_stops_and_an_operators_stop_stays(office: Office) -> None:
    campaign = office.prepare()
    others_calls_are_over(office)
    stopped = office.post(compliance.stop_calls, "/calls/kill-switch", reason="complaint of the regulator").json
    assert (stopped["stopped"], stopped["by"]) == (True, ["company"])
    assert office.decides(wish(campaign)).code == "kill_switch"
    try:
        assert stop_all_calls({"stop": True, "reason": "drill"}, LambdaContext()) == {"changed": 1, "halted": 0}
        lifted = ask(compliance.lift_stop, "DELETE", "/calls/kill-switch", caller=office.officer).json
        assert (lifted["stopped"], lifted["by"], lifted["reason"]) == (True, ["operator"], "drill")
        assert office.decides(wish(campaign)).code == "kill_switch"
    finally:
        stop_all_calls({"stop": False}, LambdaContext())
    status = ask(compliance.get_kill_switch, "GET", "/calls/kill-switch", caller=office.viewer).json
    assert status == {"stopped": False, "by": [], "reason": None, "since": None}
    assert office.decides(wish(campaign)).allow


def test_decisions_are_listed_by_number_and_lead(office: Office) -> None:
    campaign, lead = office.prepare(), office.company.lead()
    office.decides(wish(campaign))
    office.decides(wish(campaign, lead_id=lead), MONDAY + timedelta(days=6))
    every = ask(compliance.list_decisions, "GET", "/calls/decisions", query=NUMBER, caller=office.viewer).json["items"]
    assert [item["code"] for item in every] == ["registry_stale", None]
    of_lead = ask(compliance.list_decisions, "GET", "/calls/decisions", query=f"lead_id={lead}", caller=office.viewer)
    [item] = of_lead.json["items"]
    assert {reason["code"] for reason in item["reasons"]} == {"registry_stale", "sunday"}


def test_a_lead_is_checked_by_its_number(office: Office) -> None:
    lead = office.company.lead()
    answer = ask(compliance.check_gate, "GET", "/calls/gate/check", query=f"lead_id={lead}", caller=office.viewer).json
    assert (answer["allow"], answer["next_allowed_at"], answer["zones"]) == (False, None, ["America/Bogota"])
    nobody = ask(compliance.check_gate, "GET", "/calls/gate/check", caller=office.viewer)
    assert nobody.status == 400
    speechless = office.company.lead(None)
    query = f"lead_id={speechless}"
    assert ask(compliance.check_gate, "GET", "/calls/gate/check", query=query, caller=office.viewer).status == 409
