"""Calls, from dial to outcome."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, Timestamped, addressable, within_company
from shared.db.models.crm import Lead
from shared.db.models.marketing import Campaign

STATUSES = ("queued", "initiated", "ringing", "in-progress", "completed", "busy", "no-answer", "failed", "canceled")


class CallSession(Identified, Tenant, Timestamped, Base):
    """One call; statuses are spelled as Twilio spells them."""

    __tablename__ = "call_sessions"
    __table_args__ = (
        addressable(),
        within_company("lead_id", "leads.id", ondelete="SET NULL"),
        within_company("campaign_id", "campaigns.id", ondelete="SET NULL"),
        CheckConstraint(f"status in {STATUSES}", name="status"),
        Index("ix_call_sessions_lead", "company_id", "lead_id"),
    )

    lead_id: Mapped[UUID | None]
    campaign_id: Mapped[UUID | None]
    call_sid: Mapped[str | None] = mapped_column(unique=True)
    direction: Mapped[str] = mapped_column(server_default="outbound")
    to_number: Mapped[str]
    from_number: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="queued")
    started_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    duration_seconds: Mapped[int | None]
    outcome: Mapped[str | None]
    score: Mapped[int | None]
    transcript_key: Mapped[str | None]
    recording_key: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


__all__ = ["STATUSES", "CallSession", "Campaign", "Lead"]
