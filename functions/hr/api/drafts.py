"""Answers that are not handed in yet."""

from functions.hr.providers.personal import OwnDrafts
from functions.hr.schemas.assessments import DraftSent, DraftView
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, put


@get("/hr/drafts/{questionnaire_id}", scope=Scope.HR_SELF)
def get_draft(questionnaire_id: str, caller: Caller, drafts: OwnDrafts) -> DraftView:
    """The caller's answers so far."""
    return drafts.get(questionnaire_id, caller)


@put("/hr/drafts/{questionnaire_id}", scope=Scope.HR_SELF)
def keep_draft(questionnaire_id: str, draft: DraftSent, caller: Caller, drafts: OwnDrafts) -> DraftView:
    """Keep answers so far, sealed, for 30 days."""
    return drafts.keep(questionnaire_id, draft, caller)


@delete("/hr/drafts/{questionnaire_id}", scope=Scope.HR_SELF)
def drop_draft(questionnaire_id: str, caller: Caller, drafts: OwnDrafts) -> None:
    """Forget the caller's answers so far."""
    drafts.drop(questionnaire_id, caller)
