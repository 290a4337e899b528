"""How answers come in, alone in its module because it brings the model."""

from functions.hr.providers.personal import Submissions
from functions.hr.schemas.assessments import AssessmentResult, Receipt, Submission
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import post
from shared.schemas.headers import IdempotencyKey


@post(
    "/hr/questionnaire/submit", scope=(Scope.HR_SELF, Scope.HR_SUBMIT), status=200, layers=("base", "ml"), memory=1024
)
def submit_questionnaire(
    submission: Submission, caller: Caller, submissions: Submissions, idempotency_key: IdempotencyKey = None
) -> AssessmentResult | Receipt:
    """Score one's own answers and tell what they mean; a program that hands them in is told that they arrived."""
    return submissions.submit(submission, caller, idempotency_key)
