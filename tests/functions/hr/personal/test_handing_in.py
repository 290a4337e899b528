"""Handing in: once, again, corrected, at the same time, for the wrong wave."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from functions.hr.api.drafts import drop_draft, get_draft, keep_draft
from functions.hr.domain.consent.purposes import PURPOSES
from functions.hr.schemas.assessments import Submission
from shared.auth.scopes import Scope
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from tests.functions.hr.answering import cbi
from tests.functions.hr.clinic import CALM, Clinic, fields
from tests.functions.hr.served import served
from tests.lambdas import ask

HEAVY = cbi(P=[100] * 6, W=[75] * 7)


def test_the_same_answers_again_change_nothing(clinic: Clinic) -> None:
    caller = clinic.person(*PURPOSES)
    first, again = clinic.submit(CALM, caller), clinic.submit(CALM | {"fevs.1": None}, caller)
    assert (first.json["status"], again.json["status"]) == ("completed", "unchanged")
    assert first.json["assessmentId"] == again.json["assessmentId"]
    assert len(clinic.rows("assessments")) == len(clinic.rows("events_log", type="assessment.completed")) == 1


def test_new_answers_supersede_and_one_counts(clinic: Clinic) -> None:
    caller = clinic.person(*PURPOSES)
    first, second = clinic.submit(CALM, caller), clinic.submit(HEAVY, caller)
    assert second.json["status"] == "corrected"
    assert [(one["assessmentId"], one["counted"]) for one in clinic.overview(caller)] == [
        (second.json["assessmentId"], True),
        (first.json["assessmentId"], False),
    ]
    (row,) = clinic.rows("assessments", id=second.json["assessmentId"])
    assert str(row["supersedes"]) == first.json["assessmentId"]
    assert clinic.look(UUID(first.json["assessmentId"]), caller).json["answers"] == CALM


def test_the_event_names_no_person(clinic: Clinic) -> None:
    caller, assessment_id = clinic.answered()
    (event,) = clinic.rows("events_log", type="assessment.completed")
    assert event["payload"] == {
        "assessment_id": str(assessment_id),
        "wave_id": str(clinic.rows("waves")[0]["id"]),
        "definitions": ["core@1"],
    }
    assert str(caller.id) not in str(event)


def test_a_key_gives_the_same_answer_even_after_a_correction(clinic: Clinic) -> None:
    caller = clinic.person(*PURPOSES)
    first = clinic.submit(CALM, caller, key="one")
    clinic.submit(HEAVY, caller, key="two")
    again = clinic.submit(CALM, caller, key="one")
    assert again.json == first.json
    assert len(clinic.rows("assessments")) == 2


def test_a_key_is_not_used_for_other_answers_or_people(clinic: Clinic) -> None:
    caller, program = clinic.person(*PURPOSES), clinic.program(Scope.HR_SUBMIT)
    clinic.submit(CALM, caller, key="one")
    assert clinic.submit(HEAVY, caller, key="one").status == 422
    assert clinic.submit(HEAVY, clinic.person(*PURPOSES), key="one").status == 200
    clinic.submit(CALM, program, key="form", userId=str(caller.id))
    assert clinic.submit(CALM, program, key="form", userId=str(clinic.person(*PURPOSES).id)).status == 422


def test_a_refused_request_may_come_again_with_its_key(clinic: Clinic) -> None:
    caller = clinic.person(*PURPOSES)
    assert clinic.submit({"cbi.P1": 60}, caller, key="one").status == 422
    assert clinic.submit(CALM, caller, key="one").status == 200


def test_what_is_remembered_of_a_request_is_no_answer(clinic: Clinic) -> None:
    clinic.submit(CALM, clinic.person(*PURPOSES), key="one")
    (row,) = clinic.rows("submission_keys")
    assert set(row) == {"id", "company_id", "digest", "assessment_id", "created_at"}


@pytest.mark.parametrize("key", [None, "one"])
def test_some_at_once_leave_one_that_counts(clinic: Clinic, key: str | None) -> None:
    caller = clinic.person(*PURPOSES)

    def submit(number: int) -> UUID:
        sent = Submission.model_validate({"userId": caller.id, "answers": CALM if key or number % 2 else HEAVY})
        with served(clinic.company_id) as submissions:
            return submissions.submit(sent, caller, key).assessment_id

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(submit, range(4)))
    current = [row["id"] for row in clinic.rows("assessments") if row["superseded_at"] is None]
    assert len(current) == len(clinic.rows("person_keys")) == len(clinic.rows("waves")) == 1
    assert set(current) <= set(made)
    assert key is None or len(set(made)) == 1


def test_the_database_itself_lets_one_count(clinic: Clinic) -> None:
    clinic.answered()
    (row,) = clinic.rows("assessments")
    columns = ", ".join(name for name in row if name != "id")
    copy = f"INSERT INTO assessments (id, {columns}) SELECT %s, {columns} FROM assessments WHERE id = %s"  # noqa: S608
    with pytest.raises(psycopg.errors.UniqueViolation):
        clinic.change(copy, new_id(), row["id"])


def test_a_wave_has_to_be_open(clinic: Clinic, other: Clinic) -> None:
    today = utc_now().date()
    over = clinic.set_wave(today - timedelta(days=60), today - timedelta(days=30))
    open_now = clinic.set_wave(today - timedelta(days=1), today + timedelta(days=20))
    foreign = other.set_wave(today - timedelta(days=1), today + timedelta(days=20))
    caller = clinic.person(*PURPOSES)
    asked = [clinic.submit(CALM, caller, waveId=str(wave)) for wave in (over, foreign, new_id(), open_now)]
    assert [reply.status for reply in asked] == [409, 404, 404, 200]
    assert asked[1].json["detail"] == asked[2].json["detail"]


def test_between_waves_nobody_is_asked(clinic: Clinic) -> None:
    today = utc_now().date()
    clinic.set_wave(today + timedelta(days=5), today + timedelta(days=20))
    reply = clinic.submit(CALM, clinic.person(*PURPOSES))
    assert (reply.status, reply.json["type"]) == (409, "urn:astramech:problem:no-open-wave")


def test_the_next_wave_tells_what_changed(clinic: Clinic) -> None:
    caller = clinic.person(*PURPOSES)
    clinic.submit(cbi(P=[25] * 6, W=[50] * 7), caller)
    clinic.change(
        "UPDATE waves SET opens_at = opens_at - interval '1 month', closes_at = closes_at - interval '1 month'"
        " WHERE company_id = %s",
        clinic.company_id,
    )
    later = clinic.submit(cbi(P=[50] * 6, W=[50, 50, 50, 50, 50, 50, 25]), caller)
    assert later.json["status"] == "completed"
    changes = clinic.look(UUID(later.json["assessmentId"]), caller).json["changes"]
    assert changes == [
        {"id": "cbi.personal", "points": 25.0, "clear": True},
        {"id": "cbi.work", "points": 3.6, "clear": False},
    ]


def test_a_draft_waits_and_goes_when_it_is_handed_in(clinic: Clinic) -> None:
    caller = clinic.person("assessment")
    kept = ask(keep_draft, "PUT", "/hr/drafts/core", body={"answers": {"cbi.P1": 75}}, caller=caller)
    assert kept.status == 200, kept.body
    assert ask(get_draft, "GET", "/hr/drafts/core", caller=caller).json["answers"] == {"cbi.P1": 75}
    assert ask(get_draft, "GET", "/hr/drafts/core", caller=clinic.person("assessment")).status == 404
    clinic.submit(CALM, caller)
    assert ask(get_draft, "GET", "/hr/drafts/core", caller=caller).status == 404


def test_a_draft_is_checked_agreed_to_and_can_be_dropped(clinic: Clinic) -> None:
    caller = clinic.person("assessment")
    wrong = ask(keep_draft, "PUT", "/hr/drafts/core", body={"answers": {"cbi.P1": 60}}, caller=caller)
    assert fields(wrong) == [("/answers/cbi.P1", "not_an_option")]
    body = {"answers": {"cbi.P1": 50}}
    assert ask(keep_draft, "PUT", "/hr/drafts/core", body=body, caller=clinic.person()).status == 403
    assert ask(keep_draft, "PUT", "/hr/drafts/well-being", body={"answers": {}}, caller=caller).status == 404
    ask(keep_draft, "PUT", "/hr/drafts/core", body=body, caller=caller)
    dropped = [ask(drop_draft, "DELETE", "/hr/drafts/core", caller=caller).status for _ in range(2)]
    assert dropped == [204, 404]
