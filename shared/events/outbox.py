"""The outbox's back: the events of all companies that wait for the bus, and what became of them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select, text, tuple_, update
from sqlalchemy.orm import Session

from shared.db.models.events import LoggedEvent
from shared.schemas.envelope import Envelope

RIPENING = 10  # seconds


def as_envelope(row: LoggedEvent) -> Envelope:
    """The envelope of a row of `events_log`."""
    return Envelope.model_validate(
        {
            **{name: getattr(row, name) for name in Envelope.model_fields if name not in {"id", "data"}},
            "id": row.event_id,
            "data": row.payload,
        }
    )


def mark_published(session: Session, ids: Iterable[UUID]) -> None:
    """Remember that the bus took these events.

    The commit need not be durable: an event whose mark is lost is published again, and consumers handle it once.
    """
    session.execute(text("SET LOCAL synchronous_commit = off"))
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
