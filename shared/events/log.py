"""The outbox: events are recorded in the transaction of the rows they speak of, and published after its commit."""

from collections.abc import Iterable, Sequence
from typing import Annotated
from uuid import UUID

from sqlalchemy import func, insert, select, text, tuple_, update
from sqlalchemy.orm import Session

from shared.core.clock import Clock, Now
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.core.log import log
from shared.db.models.events import LoggedEvent
from shared.db.session import TenantSession, after_commit
from shared.events.bus import Bus, EventBus
from shared.schemas.envelope import Envelope, EventData, Events

RIPENING = 10  # seconds


class EventLog:
    """Records events of one invocation in `events_log`."""

    def __init__(self, session: Session, bus: Bus, invocation: Invocation, now: Now) -> None:
        self.session = session
        self.bus = bus
        self.invocation = invocation
        self.now = now
        self.recorded: list[Envelope] = []

    def record(self, data: EventData) -> Envelope:
        if not self.recorded:
            after_commit(self.session, self._publish)
        envelope = Envelope.of(data, during=self.invocation, at=self.now())
        self.session.execute(insert(LoggedEvent), [as_row(envelope)])
        self.recorded.append(envelope)
        return envelope

    def _publish(self) -> None:
        """Publish at once. The rows are committed: whatever fails here is the relay's, not the caller's."""
        try:
            taken = self.bus.publish(self.recorded)
            mark_published(self.session, taken, company_id=self.invocation.company_id)
            self.session.commit()
        except Exception as error:  # noqa: BLE001 - the answer must say that the rows are there
            self.session.rollback()
            log().warning("events wait for the relay", reason=type(error).__name__, events=len(self.recorded))


def as_row(envelope: Envelope) -> dict[str, object]:
    """The row of `events_log` for an envelope."""
    return {**envelope.model_dump(exclude={"id", "data"}), "event_id": envelope.id, "payload": envelope.data}


def as_envelope(row: LoggedEvent) -> Envelope:
    """The envelope of a row of `events_log`."""
    return Envelope.model_validate(
        {
            **{name: getattr(row, name) for name in Envelope.model_fields if name not in {"id", "data"}},
            "id": row.event_id,
            "data": row.payload,
        }
    )


def mark_published(session: Session, ids: Iterable[UUID], *, company_id: UUID | None = None) -> None:
    """Remember that the bus took these events.

    The commit need not be durable: an event whose mark is lost is published again, and consumers handle it once.
    """
    session.execute(text("SET LOCAL synchronous_commit = off"))
    if company_id:
        session.execute(text("SELECT set_config('app.company_id', :company, true)"), {"company": str(company_id)})
    taken = LoggedEvent.event_id.in_(list(ids))
    session.execute(update(LoggedEvent).where(taken).values(published_at=func.now()))


def unpublished(session: Session, *, after: LoggedEvent | None, limit: int) -> Sequence[LoggedEvent]:
    """The oldest events that are due to be published, locked against other relays.

    An event is due `RIPENING` seconds after it was recorded: until then it is probably on its way. Each time that the
    bus refuses it, it has to be twice as old.

    Args:
        session: one that sees every company.
        after: the last one that was looked at; None begins with the oldest.
        limit: how many at most.
    """
    place = tuple_(LoggedEvent.recorded_at, LoggedEvent.event_id)
    seconds = RIPENING * func.power(2, func.least(LoggedEvent.attempts, 20))
    due = LoggedEvent.recorded_at < func.now() - func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    waiting = select(LoggedEvent).where(LoggedEvent.published_at.is_(None), due)
    if after:
        waiting = waiting.where(place > tuple_(after.recorded_at, after.event_id))
    oldest = waiting.order_by(LoggedEvent.recorded_at, LoggedEvent.event_id).limit(limit)
    return session.scalars(oldest.with_for_update(skip_locked=True)).all()


def event_log(session: TenantSession, bus: EventBus, invocation: Invocation, now: Clock) -> Events:
    """The event log of this invocation's company."""
    return EventLog(session, bus, invocation, now)


Announcements = Annotated[Events, Depends(event_log)]
