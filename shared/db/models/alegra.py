"""Alegra: whose account, what it calls things, and what became of each document there."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, Timestamped, within_company
from shared.db.models.finance import Invoice


class AlegraConnection(Timestamped, Base):
    """A company's account at Alegra.

    Attributes:
        token_ciphertext: encrypted with the stage's key; the plain token is stored nowhere.
        provider: ``alegra``, or ``simulator`` where its answers say so.
        company_name: as Alegra has it.
        cost_center: id of the one that every bill goes to.
        fault: code and message with which Alegra stopped taking documents, until a person has acted.
        references_at: when taxes, retentions, categories and items were last read.
        contacts_at: when contacts were last read.
    """

    __tablename__ = "alegra_connections"

    company_id: Mapped[UUID] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str]
    token_ciphertext: Mapped[bytes]
    provider: Mapped[str] = mapped_column(server_default="alegra")
    company_name: Mapped[str | None]
    cost_center: Mapped[str | None]
    connected_by: Mapped[UUID | None]
    verified_at: Mapped[datetime]
    fault: Mapped[dict[str, Any] | None]
    references_at: Mapped[datetime | None]
    contacts_at: Mapped[datetime | None]


class AlegraReference(Identified, Tenant, Base):
    """A tax, a retention, a category, an item or a contact of a company's account, as it was last read.

    Attributes:
        key: see `functions.finance.domain.alegra.references.Reference`.
    """

    __tablename__ = "alegra_references"
    __table_args__ = (
        UniqueConstraint("company_id", "kind", "alegra_id"),
        CheckConstraint("kind in ('contact', 'tax', 'retention', 'category', 'item')", name="kind"),
        Index("ix_alegra_references_key", "company_id", "kind", "key"),
    )

    kind: Mapped[str] = mapped_column(server_default="contact")
    alegra_id: Mapped[str]
    name: Mapped[str]
    key: Mapped[str]
    percentage: Mapped[Decimal | None] = mapped_column(Numeric(9, 4))
    active: Mapped[bool] = mapped_column(server_default=text("true"), default=True)


class AlegraDocument(Identified, Tenant, Timestamped, Base):
    """The bill or invoice that one of our documents became.

    Attributes:
        state: ``sending`` while somebody is at work; after a crash it means "look first".
        alegra_id: opaque.
        attempts: how often it was sent.
        tries: how often somebody has been at it.
        error: code and message, the last time that it did not go in.
        claimed_until: until when whoever is at work has it for itself.
        sent_at: committed before it is sent; null once it is certain that nothing that was sent went in.
        retry_at: when it is taken up again by itself; null if a person has to.
    """

    __tablename__ = "alegra_documents"
    __table_args__ = (
        within_company("invoice_id", "invoices.id"),
        UniqueConstraint("company_id", "invoice_id"),
        CheckConstraint("kind in ('bill', 'invoice')", name="kind"),
        CheckConstraint("state in ('sending', 'synced', 'unknown', 'failed')", name="state"),
        CheckConstraint("(state = 'synced') = (alegra_id is not null)", name="alegra_id"),
        Index("ix_alegra_documents_waiting", "retry_at", postgresql_where=text("retry_at is not null")),
    )

    invoice_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(server_default="bill")
    state: Mapped[str] = mapped_column(server_default="sending")
    alegra_id: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default="0", default=0)
    tries: Mapped[int] = mapped_column(server_default="0", default=0)
    error: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


__all__ = ["AlegraConnection", "AlegraDocument", "AlegraReference", "Invoice"]
