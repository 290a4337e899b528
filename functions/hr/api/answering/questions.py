"""The questions, screen by screen, for whoever sits before them."""

from functions.hr.providers.answering import Answers, ConsentsSent, ScreenSent, Spoken, sitting
from functions.hr.schemas.forms import Step
from shared.auth.caller import Caller
from shared.core.function import get, post
from shared.schemas.answers import Elsewhere, WebPage


@get("/hr/answer/questions", public=True, admission=sitting)
def show_questions(caller: Caller, answers: Answers, say: Spoken, step: Step = None) -> WebPage | Elsewhere:
    """A screen: 0 is what is agreed to, then one set of questions each, at last the review."""
    return answers.show(step, say, caller)


@post("/hr/answer/questions", public=True, status=200, admission=sitting)
def keep_answers(sent: ScreenSent, caller: Caller, answers: Answers) -> WebPage | Elsewhere:
    """Keep the choices of a screen, sealed, and go on."""
    return answers.keep(sent, caller)


@post("/hr/answer/consents", public=True, status=200, admission=sitting)
def choose_consents(sent: ConsentsSent, caller: Caller, answers: Answers) -> WebPage | Elsewhere:
    """Keep what is agreed to and what no longer, and go to the questions."""
    return answers.choose(sent, caller)
