"""The log of events: audit, outbox and source of truth; and the receipts of who has handled what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Company, Tenant


class LoggedEvent(Tenant, Base):
    """One event, inserted in the transaction of the rows it speaks of.

    Attributes:
        payload: the event's data, without the envelope.
        published_at: when the bus took it; null until then.
    """

    __tablename__ = "events_log"
    __table_args__ = (
        Index("ix_events_log_unpublished", "recorded_at", postgresql_where=text("published_at is null")),
        Index("ix_events_log_subject", "company_id", "subject", "event_id"),
        Index("ix_events_log_company", "company_id", "event_id"),
    )

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    type: Mapped[str]
    version: Mapped[int]
    source: Mapped[str]
    subject: Mapped[str]
    correlation_id: Mapped[str]
    causation_id: Mapped[UUID | None]
    payload: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
    published_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0", default=0)


class EventReceipt(Tenant, Base):
    """Proof that a consumer has handled an event, written in the transaction of its effects."""

    __tablename__ = "event_receipts"

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    consumer: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[Any | None] = mapped_column(JSONB)
    handled_at: Mapped[datetime] = mapped_column(server_default=func.now())


__all__ = ["Company", "EventReceipt", "LoggedEvent"]
