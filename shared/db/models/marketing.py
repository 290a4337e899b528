"""Campaigns of every channel."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, Timestamped, addressable


class Campaign(Identified, Tenant, Timestamped, Base):
    """A campaign on one platform, in the platform's currency."""

    __tablename__ = "campaigns"
    __table_args__ = (
        addressable(),
        CheckConstraint("budget_amount is null or (budget_amount >= 0 and currency is not null)", name="budget"),
        Index("ix_campaigns_platform", "company_id", "platform", "status"),
    )

    platform: Mapped[str]
    name: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="draft")
    external_id: Mapped[str | None]
    objective: Mapped[str | None]
    budget_amount: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    currency: Mapped[str | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    settings: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
