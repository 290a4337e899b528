"""Events of all companies on their way to the bus, in PostgreSQL."""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from functions.platform.schemas import Window
from shared.db.models.events import LoggedEvent
from shared.events.outbox import as_envelope, mark_published, unpublished
from shared.schemas.envelope import Envelope


class OutboxRows:
    """The events that the bus has not taken.

    Args:
        session: one that sees every company; each settled batch is committed.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def ripe(self, *, batch: int) -> Iterator[Sequence[Envelope]]:
        last = None
        while rows := unpublished(self.session, after=last, limit=batch):
            last = rows[-1]
            yield [as_envelope(row) for row in rows]

    def settle(self, *, taken: Collection[UUID], refused: Collection[UUID]) -> None:
        tried = update(LoggedEvent).where(LoggedEvent.event_id.in_(refused))
        self.session.execute(tried.values(attempts=LoggedEvent.attempts + 1))
        mark_published(self.session, taken)
        self.session.commit()

    def backlog(self) -> tuple[int, float]:
        age = func.extract("epoch", func.clock_timestamp() - func.min(LoggedEvent.recorded_at))
        waiting = select(func.count(), func.coalesce(age, 0)).where(LoggedEvent.published_at.is_(None))
        count, seconds = self.session.execute(waiting).one()
        return count, float(seconds)


class PublishedRows:
    """The events that the bus has taken, of all companies.

    Args:
        session: one that sees every company.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def within(self, window: Window, *, batch: int) -> Iterator[Sequence[Envelope]]:
        reached = window.continue_after
        while rows := self._next(window, reached, batch):
            reached = rows[-1].event_id
            yield [as_envelope(row) for row in rows]

    def _next(self, window: Window, reached: UUID | None, batch: int) -> Sequence[LoggedEvent]:
        query = select(LoggedEvent).where(
            LoggedEvent.recorded_at >= window.since,
            LoggedEvent.recorded_at < window.until,
            LoggedEvent.published_at.is_not(None),
        )
        given = window.model_dump(include={"company_id", "type", "subject"}, exclude_none=True)
        query = query.filter_by(**given)
        if reached:
            query = query.where(LoggedEvent.event_id > reached)
        return self.session.scalars(query.order_by(LoggedEvent.event_id).limit(batch)).all()
