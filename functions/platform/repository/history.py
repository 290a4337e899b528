"""The event log of one company, in PostgreSQL."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from functions.platform.schemas import LoggedEventView
from shared.db.models.events import LoggedEvent
from shared.events.outbox import as_envelope


class CompanyEventRows:
    """The events of a company.

    Args:
        session: walled to the company.
        company_id: named in the query too, so that the index is used.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def newest(
        self,
        *,
        before: UUID | None,
        limit: int,
        subject: str | None,
        event_type: str | None,
        hidden: frozenset[str],
    ) -> Sequence[LoggedEventView]:
        query = select(LoggedEvent).filter_by(company_id=self.company_id)
        if hidden:
            query = query.where(LoggedEvent.source.not_in(sorted(hidden)))
        if before:
            query = query.where(LoggedEvent.event_id < before)
        if subject:
            query = query.filter_by(subject=subject)
        if event_type:
            query = query.filter_by(type=event_type)
        rows = self.session.scalars(query.order_by(LoggedEvent.event_id.desc()).limit(limit))
        return [LoggedEventView(published_at=row.published_at, **vars(as_envelope(row))) for row in rows]
