"""The step from answers to a result."""

from functions.hr.pages.answers import ASKED, AnswerPages
from functions.hr.pages.wording import Wording
from functions.hr.schemas.assessments import Submission
from functions.hr.schemas.forms import Form
from functions.hr.service.refusals import ConsentRequired, NoOpenWave
from functions.hr.service.submission import SubmissionService
from shared.auth.caller import Caller
from shared.core.errors import Unprocessable
from shared.schemas.answers import Elsewhere, WebPage


class HandInPages:
    """Where answers are handed in.

    Args:
        pages: on which they were given.
        submissions: take them.
    """

    def __init__(self, pages: AnswerPages, submissions: SubmissionService) -> None:
        self.pages = pages
        self.submissions = submissions

    def hand_in(self, sent: Form, caller: Caller) -> WebPage | Elsewhere:
        """Hand in what was answered, and go to the result; or say why not, with everything kept."""
        say = Wording(sent.lang)
        submission = Submission.model_validate(
            {"userId": caller.id, "answers": self.pages.answers(caller), "questionnaireId": ASKED, "locale": say.locale}
        )
        try:
            self.submissions.submit(submission, caller, None)
        except ConsentRequired:
            return Elsewhere(f"questions?step=0&lang={say.locale}")
        except NoOpenWave:
            return self.pages.review(say, caller, say("review.closed"))
        except Unprocessable:
            return self.pages.review(say, caller, say("review.nothing"))
        return Elsewhere(f"result?lang={say.locale}")
