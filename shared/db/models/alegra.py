"""Alegra: whose account, and what became of each document there."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, Timestamped, within_company
from shared.db.models.finance import Invoice


class AlegraConnection(Timestamped, Base):
    """A company's account at Alegra.

    Attributes:
        token_ciphertext: encrypted with the stage's key; the plain token is stored nowhere.
    """

    __tablename__ = "alegra_connections"

    company_id: Mapped[UUID] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str]
    token_ciphertext: Mapped[bytes]
    connected_by: Mapped[UUID | None]
    verified_at: Mapped[datetime | None]


class AlegraDocument(Identified, Tenant, Timestamped, Base):
    """The bill or invoice that one of our documents became.

    Attributes:
        state: written before anything is sent: ``sending`` after a crash means "look first".
        alegra_id: opaque.
        error: Alegra's code and message, the last time that it refused.
    """

    __tablename__ = "alegra_documents"
    __table_args__ = (
        within_company("invoice_id", "invoices.id"),
        UniqueConstraint("company_id", "invoice_id"),
        CheckConstraint("kind in ('bill', 'invoice')", name="kind"),
        CheckConstraint("state in ('sending', 'synced', 'unknown', 'failed')", name="state"),
    )

    invoice_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(server_default="bill")
    state: Mapped[str] = mapped_column(server_default="sending")
    alegra_id: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default="0", default=0)
    error: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    sent_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


__all__ = ["AlegraConnection", "AlegraDocument", "Invoice"]
