"""One's own result, and what one may do with it."""

from functions.hr.providers.answering import ConsentsSent, DeletionSent, Own, Sent, Spoken, sitting
from shared.auth.caller import Caller
from shared.core.function import get, post
from shared.schemas.answers import WebPage


@get("/hr/answer/result", public=True, admission=sitting)
def show_result(caller: Caller, own: Own, say: Spoken) -> WebPage:
    """One's last result, help first where it is needed."""
    return own.result(say, caller)


@post("/hr/answer/objection", public=True, status=200, admission=sitting)
def object_on_page(sent: Sent, caller: Caller, own: Own) -> WebPage:
    """Object to the estimates of one's last result: they go at once, and a person answers."""
    return own.object(sent, caller)


@get("/hr/answer/rights", public=True, admission=sitting)
def show_rights(caller: Caller, own: Own, say: Spoken) -> WebPage:
    """What one agrees to, and how everything is deleted."""
    return own.rights(say, caller)


@post("/hr/answer/rights", public=True, status=200, admission=sitting)
def change_consents(sent: ConsentsSent, caller: Caller, own: Own) -> WebPage:
    """Keep what one agrees to from now on, and what no longer."""
    return own.choose(sent, caller)


@post("/hr/answer/delete", public=True, status=200, admission=sitting)
def delete_everything(sent: DeletionSent, caller: Caller, own: Own) -> WebPage:
    """Make everything of one's own unreadable at once and for good; only with a tick."""
    return own.delete(sent, caller)
