"""What happened in a company."""

from functions.platform.providers.history import History
from functions.platform.schemas import EventType, LoggedEventView, Subject
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get
from shared.schemas.pages import Cursor, Limit, Page


@get("/platform/events", scope=Scope.EVENTS_READ)
def list_events(
    *,
    history: History,
    caller: Caller,
    limit: Limit = 50,
    cursor: Cursor = None,
    subject: Subject | None = None,
    type: EventType | None = None,  # noqa: A002 - the name in the query
) -> Page[LoggedEventView]:
    """The company's events, newest first."""
    return history.newest(caller, limit=limit, cursor=cursor, subject=subject, event_type=type)
