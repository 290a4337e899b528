"""Objecting to estimates of oneself, and answering who did."""

from uuid import UUID

from functions.hr.providers.personal import Objections
from functions.hr.schemas.objections import ObjectionAnswer, ObjectionView, OpenObjection
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, post


@post("/hr/assessments/{assessment_id}/objection", scope=Scope.HR_SELF)
def object_to_estimate(assessment_id: UUID, caller: Caller, objections: Objections) -> ObjectionView:
    """Object to the estimates of an own assessment: they go at once, and a person answers within ten working days."""
    return objections.object(assessment_id, caller)


@get("/hr/assessments/{assessment_id}/objection", scope=Scope.HR_SELF)
def get_objection(assessment_id: UUID, caller: Caller, objections: Objections) -> ObjectionView:
    """What became of an own objection."""
    return objections.show(assessment_id, caller)


@get("/hr/objections", scope=Scope.HR_MODEL)
def list_objections(objections: Objections) -> list[OpenObjection]:
    """Who objected and waits for a person's answer; nothing of what was estimated."""
    return objections.open()


@post("/hr/objections/{assessment_id}/answer", scope=Scope.HR_MODEL, status=200)
def answer_objection(
    assessment_id: UUID, answer: ObjectionAnswer, caller: Caller, objections: Objections
) -> ObjectionView:
    """Record what a person told who objected; the answering person is named to them."""
    return objections.answer(assessment_id, answer, caller)
