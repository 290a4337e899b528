"""Use case: read what happened."""

from functions.platform.schemas import LoggedEventView
from functions.platform.service.ports import CompanyEvents
from shared.schemas.pages import Page, from_cursor


class HistoryService:
    """What happened in one company.

    Args:
        events: its event log.
    """

    def __init__(self, events: CompanyEvents) -> None:
        self.events = events

    def newest(
        self, *, limit: int, cursor: str | None, subject: str | None, event_type: str | None
    ) -> Page[LoggedEventView]:
        """Events, newest first; of one subject and type, if given."""
        before = from_cursor(cursor)
        found = self.events.newest(before=before, limit=limit + 1, subject=subject, event_type=event_type)
        return Page[LoggedEventView].of(found, limit=limit, key=lambda event: event.id)
