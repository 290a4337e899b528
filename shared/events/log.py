"""The outbox's front: an event is recorded in the transaction of the rows it speaks of, published after its commit.

What stays behind, `shared.events.outbox` reads. This module is part of most cold starts, so it does without SQLAlchemy.
"""

from collections.abc import Collection
from typing import Annotated
from uuid import UUID

from psycopg.types.json import Jsonb

from shared.core.clock import Clock, Now
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.core.log import log
from shared.db.transaction import TenantTransaction, Transaction, wall
from shared.events.bus import Bus, EventBus
from shared.schemas.envelope import Envelope, EventData, Events

INSERT = """
    INSERT INTO events_log (event_id, company_id, type, version, source, subject, correlation_id, causation_id, payload,
      occurred_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


class EventLog:
    """Records events of one invocation in `events_log`."""

    def __init__(self, transaction: Transaction, bus: Bus, invocation: Invocation, now: Now) -> None:
        self.transaction = transaction
        self.bus = bus
        self.invocation = invocation
        self.now = now
        self.recorded: list[Envelope] = []

    def record(self, data: EventData) -> Envelope:
        if not self.recorded:
            self.transaction.after_commit.append(self._publish)
        envelope = Envelope.of(data, during=self.invocation, at=self.now())
        self.transaction.connection.execute(INSERT, _row(envelope))
        self.recorded.append(envelope)
        return envelope

    def _publish(self) -> None:
        """Publish at once. The rows are committed: whatever fails here is the relay's, not the caller's."""
        try:
            taken = self.bus.publish(self.recorded)
            self.transaction.connection.execute(_mark(taken, self.invocation.company_id))
        except Exception as error:  # noqa: BLE001 - the answer must say that the rows are there
            log().warning("events wait for the relay", reason=type(error).__name__, events=len(self.recorded))


def _row(envelope: Envelope) -> list[object]:
    return [
        envelope.id,
        envelope.company_id,
        envelope.type,
        envelope.version,
        envelope.source,
        envelope.subject,
        envelope.correlation_id,
        envelope.causation_id,
        Jsonb(envelope.data),
        envelope.occurred_at,
    ]


def _mark(taken: Collection[UUID], company_id: UUID | None) -> bytes:
    """Marks events as published: three statements in one round trip, and by that one transaction.

    It need not be durable: an event whose mark is lost is published again, and consumers handle it once.
    """
    ids = ",".join(map(str, taken))
    mark = f"UPDATE events_log SET published_at = now() WHERE event_id = ANY('{{{ids}}}')"  # noqa: S608 - ids of ours
    return f"SET LOCAL synchronous_commit = off; {wall(company_id)}; {mark}".encode()


def event_log(transaction: TenantTransaction, bus: EventBus, invocation: Invocation, now: Clock) -> Events:
    """The event log of this invocation's company."""
    return EventLog(transaction, bus, invocation, now)


Announcements = Annotated[Events, Depends(event_log)]
