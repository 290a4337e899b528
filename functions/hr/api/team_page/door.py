"""The way to the pages about teams: a link is exchanged for a sitting; and the way out."""

from functions.hr.providers.team_pages import LinkSent, Sent, Spoken, TeamDoor
from shared.core.function import get, post
from shared.schemas.answers import Elsewhere, WebPage


@get("/hr/overview/page", public=True)
def open_team_door(door: TeamDoor, say: Spoken) -> WebPage:
    """Where a link leads: what is behind it, and the button to enter. The secret stands behind `#`."""
    return door.open(say)


@post("/hr/overview/page", public=True, status=200)
def begin_looking(sent: LinkSent, door: TeamDoor) -> WebPage | Elsewhere:
    """Exchange a link, once, for a cookie that lasts an hour."""
    return door.enter(sent)


@post("/hr/overview/page/leave", public=True, status=200)
def end_looking(sent: Sent, door: TeamDoor) -> WebPage:
    """End the sitting; its cookie opens nothing any more."""
    return door.leave(sent)
