"""Invoices as documents; the ledger comes with the finance agent."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, Timestamped, addressable, within_company
from shared.db.models.identity import User


class Invoice(Identified, Tenant, Timestamped, Base):
    """A document that claims or promises money; amounts are null until they are known, in `currency`."""

    __tablename__ = "invoices"
    __table_args__ = (
        addressable(),
        within_company("user_id", "users.id", ondelete="SET NULL"),
        UniqueConstraint("company_id", "object_key"),
        CheckConstraint("total is null or currency is not null", name="currency"),
        Index("ix_invoices_status", "company_id", "status"),
    )

    user_id: Mapped[UUID | None]
    object_key: Mapped[str]
    kind: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="received")
    number: Mapped[str | None]
    cufe: Mapped[str | None]
    issuer_tax_id: Mapped[str | None]
    issuer_name: Mapped[str | None]
    buyer_tax_id: Mapped[str | None]
    issued_on: Mapped[date | None]
    due_on: Mapped[date | None]
    currency: Mapped[str | None]
    subtotal: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    tax_total: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    total: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    extracted: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


__all__ = ["Invoice", "User"]
