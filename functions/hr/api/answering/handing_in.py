"""How answers of a page come in, alone in its module because it brings the model."""

from functions.hr.providers.answering import Sent, sitting
from functions.hr.providers.handing_in import HandIn
from shared.auth.caller import Caller
from shared.core.function import post
from shared.schemas.answers import Elsewhere, WebPage


@post("/hr/answer/submit", public=True, status=200, admission=sitting, layers=("base", "ml"), memory=1024)
def hand_in(sent: Sent, caller: Caller, pages: HandIn) -> WebPage | Elsewhere:
    """Hand in what was answered, and go to the result."""
    return pages.hand_in(sent, caller)
