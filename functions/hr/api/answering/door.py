"""The way in: a link is exchanged for a sitting; and the way out."""

from functions.hr.providers.answering import Door, LinkSent, Sent, Spoken
from shared.core.function import get, post
from shared.schemas.answers import Elsewhere, WebPage


@get("/hr/answer", public=True)
def open_door(door: Door, say: Spoken) -> WebPage:
    """Where a link leads: what is asked, and the button to begin. The secret stands behind `#`."""
    return door.open(say)


@post("/hr/answer", public=True, status=200)
def begin_sitting(sent: LinkSent, door: Door) -> WebPage | Elsewhere:
    """Exchange a link, once, for a cookie that lasts two hours."""
    return door.enter(sent)


@post("/hr/answer/leave", public=True, status=200)
def end_sitting(sent: Sent, door: Door) -> WebPage:
    """End the sitting; its cookie opens nothing any more."""
    return door.leave(sent)
