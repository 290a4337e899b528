"""Deals: what companies expect to sell, and what came of it."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, Timestamped, addressable, within_company
from shared.db.models.crm import Lead
from shared.db.models.finance import Counterparty

DEAL_STATUSES = ("open", "won", "invoiced", "lost")


class Deal(Identified, Tenant, Timestamped, Base):
    """Something that a company expects to sell.

    Attributes:
        amount: before taxes or with them, as the company keeps its deals; in `currency`.
        counterparty_id: who would be billed, once that is known.
        invoice_id: the sale that it was billed with.
    """

    __tablename__ = "deals"
    __table_args__ = (
        addressable(),
        within_company("lead_id", "leads.id", ondelete="SET NULL"),
        within_company("counterparty_id", "counterparties.id", ondelete="SET NULL"),
        CheckConstraint(f"status in {DEAL_STATUSES}", name="status"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("status <> 'invoiced' or invoice_id is not null", name="invoice"),
        Index("ix_deals_newest", "company_id", "id"),
        Index("ix_deals_counterparty", "company_id", "counterparty_id", "status"),
        Index("uq_deals_invoice", "company_id", "invoice_id", unique=True),
    )

    lead_id: Mapped[UUID | None]
    counterparty_id: Mapped[UUID | None]
    name: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Numeric(18, 2))
    currency: Mapped[str] = mapped_column(server_default="COP")
    status: Mapped[str] = mapped_column(server_default="open", default="open")
    invoice_id: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]


__all__ = ["DEAL_STATUSES", "Counterparty", "Deal", "Lead"]
