"""The books: balanced entries that nobody edits, payments, and reports that were made of them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, addressable, within_company
from shared.db.models.finance import Invoice


class Payment(Identified, Tenant, Base):
    """Money that was paid to a supplier, or came from a customer; `amount` is in COP."""

    __tablename__ = "payments"
    __table_args__ = (
        addressable(),
        within_company("invoice_id", "invoices.id"),
        CheckConstraint("direction in ('purchase', 'sale')", name="direction"),
        CheckConstraint("means in ('cash', 'bank')", name="means"),
        CheckConstraint("amount > 0", name="amount"),
        Index("ix_payments_invoice", "company_id", "invoice_id"),
        Index("ix_payments_paid_on", "company_id", "paid_on"),
    )

    invoice_id: Mapped[UUID | None]
    direction: Mapped[str]
    means: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Numeric(18, 2))
    paid_on: Mapped[date]
    party: Mapped[str | None]
    memo: Mapped[str | None]
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class LedgerEntry(Identified, Tenant, Base):
    """One journal entry. The application may add entries, and can neither change nor delete them.

    Attributes:
        kind: ``document``, ``payment`` or ``reversal``; a document and a payment are posted once.
        reverses: the entry that this one undoes; an entry is reversed once.
    """

    __tablename__ = "journal_entries"
    __table_args__ = (
        addressable(),
        within_company("invoice_id", "invoices.id"),
        within_company("payment_id", "payments.id"),
        within_company("reverses", "journal_entries.id"),
        UniqueConstraint("company_id", "reverses"),
        CheckConstraint("kind in ('document', 'payment', 'reversal')", name="kind"),
        CheckConstraint("(kind = 'reversal') = (reverses is not null)", name="reverses"),
        Index(
            "uq_journal_entries_invoice",
            "company_id",
            "invoice_id",
            unique=True,
            postgresql_where=text("kind = 'document'"),
        ),
        Index(
            "uq_journal_entries_payment",
            "company_id",
            "payment_id",
            unique=True,
            postgresql_where=text("kind = 'payment'"),
        ),
        Index("ix_journal_entries_booked_on", "company_id", "booked_on", "id"),
    )

    kind: Mapped[str] = mapped_column(server_default="document")
    invoice_id: Mapped[UUID | None]
    payment_id: Mapped[UUID | None]
    reverses: Mapped[UUID | None]
    booked_on: Mapped[date]
    memo: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class LedgerLine(Identified, Tenant, Base):
    """One account of an entry, debited or credited, in COP; an entry's lines balance when the transaction commits."""

    __tablename__ = "journal_lines"
    __table_args__ = (
        within_company("entry_id", "journal_entries.id"),
        UniqueConstraint("entry_id", "position"),
        CheckConstraint("debit >= 0 and credit >= 0 and (debit = 0) <> (credit = 0)", name="one_side"),
        Index("ix_journal_lines_account", "company_id", "account"),
        Index("ix_journal_lines_entry", "company_id", "entry_id"),
    )

    entry_id: Mapped[UUID]
    position: Mapped[int]
    account: Mapped[str]
    debit: Mapped[Decimal] = mapped_column(Numeric(18, 2), server_default="0")
    credit: Mapped[Decimal] = mapped_column(Numeric(18, 2), server_default="0")
    party: Mapped[str | None]
    memo: Mapped[str]


class FinancialReport(Identified, Tenant, Base):
    """A report as it was made once: its parameters and its totals."""

    __tablename__ = "financial_reports"
    __table_args__ = (Index("ix_financial_reports_newest", "company_id", "id"),)

    report_type: Mapped[str]
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]
    parameters: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    totals: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


__all__ = ["FinancialReport", "Invoice", "LedgerEntry", "LedgerLine", "Payment"]
