"""What happened to e-mails sent to leads, and what they sent back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, within_company
from shared.db.models.crm import Lead
from shared.db.models.marketing import Campaign


class EmailInteraction(Identified, Tenant, Base):
    """One fact about one message, with the verdict on who caused it (person, proxy, scanner)."""

    __tablename__ = "email_interactions"
    __table_args__ = (
        within_company("lead_id", "leads.id"),
        within_company("campaign_id", "campaigns.id", ondelete="SET NULL"),
        CheckConstraint("direction in ('outbound', 'inbound')", name="direction"),
        Index("ix_email_interactions_lead", "company_id", "lead_id", "occurred_at"),
    )

    lead_id: Mapped[UUID]
    campaign_id: Mapped[UUID | None]
    direction: Mapped[str]
    kind: Mapped[str]
    verdict: Mapped[str | None]
    provider_message_id: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    occurred_at: Mapped[datetime]


__all__ = ["Campaign", "EmailInteraction", "Lead"]
