"""Somebody objects to an estimate of themselves: it goes at once, and another person answers by name."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from functions.hr.api.objections import answer_objection, get_objection, list_objections, object_to_estimate
from functions.hr.api.own_data import export_own_data
from functions.hr.domain.consent.objections import working_days_after
from functions.hr.domain.consent.purposes import PURPOSES
from functions.hr.domain.scoring.learning import DRIVERS
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from tests.functions.hr.answering import cbi, instrument_of
from tests.functions.hr.clinic import Clinic
from tests.lambdas import Reply, ask, caller_of

ITEMS = [item.id for item in instrument_of("fevs").items if item.subscale in DRIVERS]


@pytest.fixture
def clinic(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    monkeypatch.setenv("UPLOADS_BUCKET", "astramech-test")
    return clinic


@pytest.fixture
def estimated(clinic: Clinic) -> tuple[Caller, UUID]:
    return clinic.answered(cbi(P=[50] * 6) | dict.fromkeys(ITEMS, 2))


def objecting(assessment_id: UUID, caller: Caller) -> Reply:
    return ask(object_to_estimate, "POST", f"/hr/assessments/{assessment_id}/objection", caller=caller)


def shown(assessment_id: UUID, caller: Caller) -> Reply:
    return ask(get_objection, "GET", f"/hr/assessments/{assessment_id}/objection", caller=caller)


def answering(assessment_id: UUID, caller: Caller, outcome: str = "explained") -> Reply:
    path = f"/hr/objections/{assessment_id}/answer"
    return ask(answer_objection, "POST", path, body={"outcome": outcome}, caller=caller)


def waiting(caller: Caller) -> Any:
    return ask(list_objections, "GET", "/hr/objections", caller=caller).json


def test_an_estimate_goes_at_once_and_its_scores_stay(clinic: Clinic, estimated: tuple[Caller, UUID]) -> None:
    caller, assessment_id = estimated
    assert clinic.look(assessment_id, caller).json["probabilities"]
    made = objecting(assessment_id, caller)
    assert made.status == 201, made.body
    assert (made.json["outcome"], made.json["reviewer"]) == (None, None)
    seen = clinic.look(assessment_id, caller).json
    assert (seen["probabilities"], seen["probabilitiesReason"], seen["explanations"]) == (None, "objected", [])
    assert {one["id"]: one["score"] for one in seen["subscales"]}["workload"] == 25.0
    assert objecting(assessment_id, caller).json == made.json, "once"


def test_another_person_answers_by_name(clinic: Clinic, estimated: tuple[Caller, UUID]) -> None:
    caller, assessment_id = estimated
    made = objecting(assessment_id, caller).json
    admin = clinic.person(role=Role.ADMIN)
    (one,) = waiting(admin)
    assert one == {
        "assessmentId": str(assessment_id),
        "userId": str(caller.id),
        "objectedAt": made["objectedAt"],
        "answerBy": made["answerBy"],
    }
    assert answering(assessment_id, admin).status == 200
    told = shown(assessment_id, caller).json
    assert (told["outcome"], told["reviewer"]) == ("explained", f"{admin.id}@x.example")
    assert waiting(admin) == []
    assert answering(assessment_id, admin).status == 409
    exported = ask(export_own_data, "GET", "/hr/me/export", caller=caller).json["audit"]
    assert {"objection.made", "objection.answered"} <= {row["action"] for row in exported}


def test_nobody_answers_an_own_objection(clinic: Clinic) -> None:
    admin = clinic.person(*PURPOSES, role=Role.ADMIN)
    handed_in = clinic.submit(cbi(P=[50] * 6) | dict.fromkeys(ITEMS, 2), admin).json
    assert objecting(UUID(handed_in["assessmentId"]), admin).status == 201
    assert answering(UUID(handed_in["assessmentId"]), admin).status == 403


def test_without_an_estimate_there_is_nothing_to_object_to(clinic: Clinic) -> None:
    caller, assessment_id = clinic.answered(cbi(P=[50] * 6))
    assert objecting(assessment_id, caller).status == 409
    assert shown(assessment_id, caller).status == 404


def test_nobody_else_objects_sees_or_answers(
    clinic: Clinic, estimated: tuple[Caller, UUID], new_company: Callable[[], UUID]
) -> None:
    caller, assessment_id = estimated
    stranger, other = clinic.person(*PURPOSES), caller_of(new_company())
    for nobody in (stranger, other):
        assert objecting(assessment_id, nobody).status in (403, 404)
    assert objecting(assessment_id, caller).status == 201
    assert shown(assessment_id, stranger).status == 404
    assert answering(assessment_id, stranger).status == 403
    assert (waiting(other), answering(assessment_id, other).status) == ([], 403)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 11, 25), date(2026, 12, 9)),
        (date(2026, 11, 27), date(2026, 12, 11)),
        (date(2026, 11, 28), date(2026, 12, 11)),
    ],
)
def test_ten_working_days_have_no_weekends(day: date, last: date) -> None:
    assert working_days_after(day, 10) == last
