"""Use case: read what happened."""

from functions.platform.domain.readers import NARROW, seen_by
from functions.platform.schemas import LoggedEventView
from functions.platform.service.ports import CompanyEvents
from shared.auth.caller import Caller
from shared.schemas.pages import Page, from_cursor


class HistoryService:
    """What happened in one company.

    Args:
        events: its event log.
    """

    def __init__(self, events: CompanyEvents) -> None:
        self.events = events

    def newest(
        self, by: Caller, *, limit: int, cursor: str | None, subject: str | None, event_type: str | None
    ) -> Page[LoggedEventView]:
        """Events that the caller may read, newest first; of one subject and type, if given."""
        hidden = frozenset(NARROW) - seen_by(by.scopes)
        found = self.events.newest(
            before=from_cursor(cursor), limit=limit + 1, subject=subject, event_type=event_type, hidden=hidden
        )
        return Page[LoggedEventView].of(found, limit=limit, key=lambda event: event.id)
