"""Somebody agrees, answers, hands in and reads their result, without a script."""

import re
from io import StringIO
from typing import Any

import pytest

from functions.hr.api.objections import list_objections
from functions.hr.domain.consent.purposes import PURPOSES
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.pages.wording import texts
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from tests.functions.hr.answering import CORE, PERSONAL, WORK, instrument_of
from tests.functions.hr.clinic import Clinic
from tests.functions.hr.pages.conftest import Invite
from tests.functions.hr.pages.visitor import Visitor
from tests.lambdas import ask

HEAVY: dict[str, Any] = dict.fromkeys(PERSONAL, 75)
DRIVEN = [item.id for item in instrument_of("fevs").items if item.subscale in DRIVERS]


@pytest.fixture
def person(clinic: Clinic) -> Caller:
    return clinic.person()


@pytest.fixture
def ana(person: Caller, invite: Invite) -> Visitor:
    return Visitor(invite(person))


def agreed(clinic: Clinic) -> set[str]:
    return {row["purpose"] for row in clinic.rows("consents") if row["withdrawn_at"] is None}


def ticked(body: str) -> list[tuple[str, str]]:
    return re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"[^>]* checked', body)


def test_nothing_is_ticked_beforehand_and_every_text_is_there(ana: Visitor) -> None:
    ana.begin()
    body = ana.get("/questions").body
    assert [purpose for purpose in PURPOSES if f'value="{purpose}@1"' in body] == list(PURPOSES)
    assert ticked(body) == []
    assert "Autorizo que mis respuestas a este cuestionario" in body


def test_purposes_are_separate_and_only_the_first_is_needed(ana: Visitor, clinic: Clinic) -> None:
    ana.begin()
    refused = ana.agree("team_aggregate")
    assert refused.status == 422
    assert 'role="alert"' in refused.body
    assert ana.agree("assessment", "team_aggregate").headers["location"] == "questions?lang=es"
    assert agreed(clinic) == {"assessment", "team_aggregate"}


def test_a_consent_to_a_text_that_is_not_current_is_none(ana: Visitor, clinic: Clinic) -> None:
    ana.begin()
    assert ana.post("/consents", agreed="assessment@0").status == 422
    assert agreed(clinic) == set()


def test_nothing_is_kept_of_somebody_who_has_not_agreed(ana: Visitor, clinic: Clinic) -> None:
    ana.begin()
    assert ana.choose(1, HEAVY).status == 422
    assert clinic.rows("drafts") == []
    assert ana.post("/submit").headers["location"] == "questions?step=0&lang=es"


def test_choices_are_kept_and_shown_again(ana: Visitor) -> None:
    ana.begun()
    assert ana.choose(1, {"cbi.P1": 75, "cbi.P2": ""}).headers["location"] == "questions?step=2&lang=es"
    assert ticked(ana.get("/questions", "step=1&lang=es").body) == [("cbi.P1", "75")]
    assert ana.get("/questions").headers["location"] == "questions?step=2&lang=es"
    assert "Paso 2 de 8" in ana.get("/questions", "step=2&lang=es").body


def test_a_choice_is_taken_back_by_not_answering(ana: Visitor) -> None:
    ana.begun()
    ana.choose(1, {"cbi.P1": 75, "cbi.P2": 50})
    ana.choose(1, {"cbi.P1": "", "cbi.P2": 50}, go="save")
    assert ticked(ana.get("/questions", "step=1&lang=es").body) == [("cbi.P2", "50")]


def test_what_is_no_option_is_no_answer(ana: Visitor) -> None:
    ana.begun()
    ana.choose(1, {"cbi.P1": 60, "cbi.P9": 75, "fevs.10": 1})
    assert "Respondiste 0 de 34" in ana.get("/questions", "step=40&lang=es").body


@pytest.mark.parametrize(("go", "where"), [("next", "3&lang=es"), ("back", "1&lang=es"), ("en", "2&lang=en")])
def test_somebody_goes_on_back_and_into_another_language(ana: Visitor, go: str, where: str) -> None:
    ana.begun()
    assert ana.choose(2, {"cbi.W1": 25}, go=go).headers["location"] == f"questions?step={where}"


def test_clients_are_asked_about_only_behind_their_gate(ana: Visitor) -> None:
    ana.begun()
    assert "Paso 3 de 8" in ana.get("/questions", "step=3&lang=es").body
    ana.choose(3, {"cbi.works_with_clients": "true"})
    assert "¿Es duro trabajar con clientes o usuarios?" in ana.get("/questions", "step=4&lang=es").body
    ana.choose(4, {"cbi.C1": 100})
    ana.choose(3, {"cbi.works_with_clients": "false"})
    review = ana.get("/questions", "step=40&lang=es").body
    assert "Respondiste 1 de 34" in review


def test_help_comes_before_any_score(ana: Visitor) -> None:
    ana.begun()
    ana.choose(1, HEAVY)
    assert ana.post("/submit").headers["location"] == "result?lang=es"
    body = ana.get("/result").body
    assert body.index("Lo que respondes indica un desgaste fuerte") < body.index("75,0 de 100")
    assert 'href="tel:106"' in body
    assert '<span class="band high">Alto</span>' in body
    assert "No hay estimaciones: no las autorizaste" in body
    assert "Sin puntaje: respondiste 0 de 7" in body


def test_without_strain_help_is_at_the_end(ana: Visitor) -> None:
    ana.begun()
    ana.choose(1, dict.fromkeys(PERSONAL, 25))
    ana.choose(2, dict.fromkeys(WORK, 25))
    ana.post("/submit")
    body = ana.get("/result", "lang=en").body
    assert "Your answers point to heavy strain" not in body
    assert body.index("25.0 of 100") < body.index("Where there is help")
    assert "This is a listening tool: no diagnosis" in body
    assert "Only you see your answers and results" in body


def test_too_few_answers_are_not_handed_in_and_stay(ana: Visitor, clinic: Clinic) -> None:
    ana.begun()
    ana.choose(1, {"cbi.P1": 75})
    reply = ana.post("/submit")
    assert reply.status == 422
    assert "Con tan pocas respuestas" in reply.body
    assert "Respondiste 1 de 34" in reply.body
    assert clinic.rows("assessments") == []


def test_without_an_open_wave_answers_stay(ana: Visitor, clinic: Clinic) -> None:
    clinic.change(
        "INSERT INTO waves (id, company_id, opens_at, closes_at, configured, definitions, ledger_salt)"
        " VALUES (gen_random_uuid(), %s, '2020-01-01', '2020-02-01', true, '{core@1}', 'a salt of 16 bytes')",
        clinic.company_id,
    )
    ana.begun()
    ana.choose(1, HEAVY)
    reply = ana.post("/submit")
    assert reply.status == 422
    assert "no hay ninguna ronda abierta" in reply.body
    assert len(clinic.rows("drafts")) == 1


def test_handing_in_announces_and_can_be_corrected(ana: Visitor, clinic: Clinic, person: Caller) -> None:
    ana.begun()
    ana.choose(1, HEAVY)
    ana.post("/submit")
    (event,) = clinic.rows("events_log")
    assert (event["type"], event["company_id"]) == ("assessment.completed", clinic.company_id)
    assert ticked(ana.get("/questions", "step=1&lang=es").body) == [(item, "75") for item in _in_spanish_order()]
    ana.choose(1, HEAVY | {"cbi.P1": 50})
    ana.post("/submit")
    first, second = sorted(clinic.rows("assessments"), key=lambda row: row["supersedes"] is not None)
    assert second["supersedes"] == first["id"]
    assert {row["viewer_id"] for row in clinic.rows("view_log")} <= {person.id}


def test_each_look_at_a_result_is_noted(ana: Visitor, clinic: Clinic, person: Caller) -> None:
    ana.begun()
    ana.choose(1, HEAVY)
    ana.post("/submit")
    ana.get("/result")
    (look,) = clinic.rows("view_log")
    assert (look["viewer_id"], look["seen"]) == (person.id, "everything")


def test_before_handing_in_there_is_no_result(ana: Visitor) -> None:
    ana.begun()
    assert "Todavía no hay un resultado" in ana.get("/result").body


def test_consents_are_taken_back_on_the_page_of_rights(ana: Visitor, clinic: Clinic) -> None:
    ana.begun("team_aggregate", "ml_prediction")
    reply = ana.post("/rights", agreed="assessment@1")
    assert reply.status == 200
    assert "Guardado. Vale desde ahora." in reply.body
    assert agreed(clinic) == {"assessment"}


def test_everything_is_deleted_only_with_a_tick(ana: Visitor, clinic: Clinic, person: Caller) -> None:
    ana.begun()
    ana.choose(1, HEAVY)
    assert ana.post("/delete").status == 422
    cookie = ana.cookie
    reply = ana.post("/delete", sure="yes")
    assert "Todo lo tuyo está borrado" in reply.body
    assert (ana.cookie, clinic.rows("drafts")) == ("", [])
    (key,) = clinic.rows("person_keys", user_id=person.id)
    assert key["wrapped"] is None
    ana.cookie = cookie
    assert ana.get("/questions").status == 401


def test_one_person_sees_nothing_of_another(ana: Visitor, clinic: Clinic, invite: Invite) -> None:
    ana.begun()
    ana.choose(1, HEAVY)
    ana.post("/submit")
    ben = Visitor(invite(clinic.person())).begun()
    assert ticked(ben.get("/questions", "step=1&lang=es").body) == []
    assert "Todavía no hay un resultado" in ben.get("/result").body


def test_nothing_says_what_somebody_answered(ana: Visitor, clinic: Clinic, logged: StringIO) -> None:
    ana.begun(*PURPOSES)
    ana.choose(1, dict.fromkeys(PERSONAL, 75) | {"cbi.P1": "marked"})
    ana.choose(2, dict.fromkeys(WORK, 75))
    ana.post("/submit")
    ana.get("/result")
    told = logged.getvalue() + str(clinic.rows("events_log")) + str(clinic.rows("hr_audit"))
    assert "refused" not in told
    for word in ("marked", "cbi.P", "cbi.W", "high", "75.0", "support"):
        assert word not in told


@pytest.mark.parametrize("fields", [{"step": "x"}, {"step": 0}, {"go": "up"}, {"step": 99}], ids=str)
def test_a_form_that_is_not_ours_is_refused_as_a_page(ana: Visitor, fields: dict[str, object]) -> None:
    ana.begun()
    reply = ana.post("/questions", **({"step": 1} | fields))
    assert reply.status == 400
    assert "Algo no salió bien" in reply.body


def test_every_text_is_in_both_languages_with_the_same_parts() -> None:
    for name, text in texts().items():
        assert set(text) == {"es", "en"}, name
        parts = [set(re.findall(r"\{(\w+)\}", text[locale])) for locale in ("es", "en")]
        assert parts[0] == parts[1], name


def _in_spanish_order() -> list[str]:
    instrument = next(one for one in CORE.instruments if one.id == "cbi")
    return [item.id for item in instrument.in_order("es") if item.subscale == "cbi.personal"]


def test_who_objects_on_the_page_has_no_estimate_any_more_and_waits_for_a_person(
    clinic: Clinic, invite: Invite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPLOADS_BUCKET", "astramech-test")
    person, assessment_id = clinic.answered(HEAVY | dict.fromkeys(DRIVEN, 2))
    visitor = Visitor(invite(person))
    visitor.begin()
    assert 'action="objection"' in visitor.get("/result").body
    for _ in range(2):
        reply = visitor.post("/objection")
        assert reply.status == 200, reply.body
        assert "te opusiste a ella" in reply.body
        assert 'action="objection"' not in reply.body
    [waiting] = ask(list_objections, "GET", "/hr/objections", caller=clinic.person(role=Role.ADMIN)).json
    assert (waiting["assessmentId"], waiting["userId"]) == (str(assessment_id), str(person.id))


def test_nobody_objects_before_there_is_a_result(ana: Visitor, clinic: Clinic) -> None:
    ana.begun()
    assert "Todavía no hay un resultado" in ana.post("/objection").body
    assert clinic.rows("hr_audit", action="objection.made") == []
