"""Own assessments, and to whom they are shown."""

from uuid import UUID

from functions.hr.providers.personal import OwnAssessments
from functions.hr.schemas.assessments import (
    AssessmentSummary,
    GrantDraft,
    GrantView,
    OwnAssessment,
    ShownAssessment,
)
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, post
from shared.schemas.pages import Cursor, Limit, Page


@get("/hr/assessments", scope=Scope.HR_SELF)
def list_assessments(
    caller: Caller, assessments: OwnAssessments, limit: Limit = 50, cursor: Cursor = None
) -> Page[AssessmentSummary]:
    """The caller's own assessments, last first."""
    return assessments.newest(caller, limit=limit, cursor=cursor)


@get("/hr/assessments/{assessment_id}", scope=Scope.HR_SELF)
def get_assessment(assessment_id: UUID, caller: Caller, assessments: OwnAssessments) -> OwnAssessment | ShownAssessment:
    """An own assessment, or the scores of one that somebody shows the caller; each look is noted."""
    return assessments.see(assessment_id, caller)


@post("/hr/assessments/{assessment_id}/grants", scope=Scope.HR_SELF)
def grant_assessment(assessment_id: UUID, draft: GrantDraft, caller: Caller, assessments: OwnAssessments) -> GrantView:
    """Show the scores of an own assessment to a professional, for at most 30 days."""
    return assessments.show(assessment_id, draft, caller)


@delete("/hr/assessments/{assessment_id}/grants", scope=Scope.HR_SELF)
def withdraw_grant(
    assessment_id: UUID, caller: Caller, assessments: OwnAssessments, professional_id: UUID | None = None
) -> None:
    """Show an own assessment no longer, to one professional or to anybody."""
    assessments.hide(assessment_id, professional_id, caller)
