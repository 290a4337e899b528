"""Documents of the finance agent: files, the invoices in them, who they are from, and what people decided."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, Timestamped, addressable, within_company
from shared.db.models.identity import User

INVOICE_STATES = (
    "received",
    "identified",
    "extracted",
    "validated",
    "needs_review",
    "ready",
    "approved",
    "posted",
    "synced",
    "sync_unknown",
    "sync_failed",
    "refused",
    "duplicate",
    "rejected",
    "voided",
)
"""As in `functions.finance.domain.states`."""

DEAD = ("refused", "duplicate", "rejected", "voided")
"""States whose code and number another document may bear."""

_ALIVE = text(f"status not in {DEAD}")


class InvoiceBatch(Identified, Tenant, Timestamped, Base):
    """Files that were handed in together; ``running``, then ``finished`` or ``cancelled``."""

    __tablename__ = "invoice_batches"
    __table_args__ = (
        addressable(),
        within_company("user_id", "users.id", ondelete="SET NULL"),
        CheckConstraint("status in ('running', 'finished', 'cancelled')", name="status"),
    )

    user_id: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(server_default="running", default="running")
    files: Mapped[int]


class BatchFile(Identified, Tenant, Base):
    """One file of a batch, and whether it was taken.

    Attributes:
        outcome: ``waiting``, ``taken``, ``missing``, ``failed`` or ``cancelled``.
    """

    __tablename__ = "invoice_batch_files"
    __table_args__ = (
        within_company("batch_id", "invoice_batches.id"),
        within_company("file_id", "document_files.id", ondelete="SET NULL"),
        UniqueConstraint("company_id", "batch_id", "position"),
        CheckConstraint("outcome in ('waiting', 'taken', 'missing', 'failed', 'cancelled')", name="outcome"),
    )

    batch_id: Mapped[UUID]
    position: Mapped[int]
    object_key: Mapped[str]
    file_id: Mapped[UUID | None]
    outcome: Mapped[str] = mapped_column(server_default="waiting", default="waiting")


class DocumentFile(Identified, Tenant, Base):
    """One version of one object that was handed in, by whichever door.

    Attributes:
        version: the object's version id; its ETag in a bucket without versions.
        door: ``bucket``, ``api`` or ``batch``: the first that brought it.
        kind: of the content, once identified.
        sha256: of the content, once read.
    """

    __tablename__ = "document_files"
    __table_args__ = (
        addressable(),
        UniqueConstraint("company_id", "bucket", "object_key", "version"),
        within_company("user_id", "users.id", ondelete="SET NULL"),
        within_company("batch_id", "invoice_batches.id", ondelete="SET NULL"),
        Index("ix_document_files_sha256", "company_id", "sha256"),
        Index("ix_document_files_batch", "company_id", "batch_id"),
    )

    bucket: Mapped[str]
    object_key: Mapped[str]
    version: Mapped[str]
    door: Mapped[str]
    user_id: Mapped[UUID | None]
    batch_id: Mapped[UUID | None]
    size: Mapped[int | None]
    kind: Mapped[str | None]
    sha256: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Counterparty(Identified, Tenant, Timestamped, Base):
    """A supplier or a customer, its tax attributes, and how its last document was booked.

    Attributes:
        tax_id: without check digit; a foreign number as it is written.
        profile: fields of `functions.finance.domain.profile.TaxProfile`; what is not in it is not known.
        profile_source: ``document`` or ``person``; a person's word is not replaced by a document's.
        memory: concept, purpose, account and municipality that a person chose last.
    """

    __tablename__ = "counterparties"
    __table_args__ = (addressable(), UniqueConstraint("company_id", "tax_id"))

    tax_id: Mapped[str]
    dv: Mapped[str | None]
    id_type: Mapped[str | None]
    name: Mapped[str | None]
    profile: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    profile_source: Mapped[str] = mapped_column(server_default="document")
    memory: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class Invoice(Identified, Tenant, Timestamped, Base):
    """A document that claims or promises money; amounts are null until they are known, in `currency`.

    Attributes:
        part: its position in an archive; 0 alone.
        direction: ``purchase`` or ``sale``, from the company's own NIT.
        total_cop: the total in pesos, which decides the gates.
        extracted: what was read, every value with confidence, source and evidence.
        accepted: what the rules saw: read values with a person's edits.
        reasons: what stands in the way, or why it was refused: ``{code, detail, field}``.
        assessment: the withholdings with every rule tried.
        approvers: how many people have to approve; null before validation.
        task_token: of the state machine that waits for people.
    """

    __tablename__ = "invoices"
    __table_args__ = (
        addressable(),
        within_company("user_id", "users.id", ondelete="SET NULL"),
        within_company("file_id", "document_files.id"),
        within_company("counterparty_id", "counterparties.id", ondelete="SET NULL"),
        within_company("duplicate_of", "invoices.id", ondelete="SET NULL"),
        UniqueConstraint("company_id", "file_id", "part"),
        CheckConstraint("total is null or currency is not null", name="currency"),
        CheckConstraint(f"status in {INVOICE_STATES}", name="status"),
        CheckConstraint("direction in ('purchase', 'sale')", name="direction"),
        Index("ix_invoices_status", "company_id", "status", "id"),
        Index("ix_invoices_newest", "company_id", "id"),
        Index("ix_invoices_due", "company_id", "due_on"),
        Index("uq_invoices_cufe", "company_id", "cufe", unique=True, postgresql_where=_ALIVE),
        Index(
            "uq_invoices_number",
            "company_id",
            "issuer_tax_id",
            "kind",
            "number",
            "issued_on",
            unique=True,
            postgresql_where=_ALIVE,
        ),
    )

    user_id: Mapped[UUID | None]
    object_key: Mapped[str]
    file_id: Mapped[UUID | None]
    part: Mapped[int] = mapped_column(server_default="0", default=0)
    kind: Mapped[str | None]
    direction: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="received")
    number: Mapped[str | None]
    cufe: Mapped[str | None]
    issuer_tax_id: Mapped[str | None]
    issuer_name: Mapped[str | None]
    buyer_tax_id: Mapped[str | None]
    counterparty_id: Mapped[UUID | None]
    issued_on: Mapped[date | None]
    due_on: Mapped[date | None]
    currency: Mapped[str | None]
    exchange_rate: Mapped[Decimal | None] = mapped_column(Numeric(18, 6))
    subtotal: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    tax_total: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    total: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    payable: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    total_cop: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    withheld: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    extracted: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    accepted: Mapped[dict[str, Any] | None]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    assessment: Mapped[dict[str, Any] | None]
    approvers: Mapped[int | None]
    needs_admin: Mapped[bool] = mapped_column(server_default=text("false"), default=False)
    automatic: Mapped[bool] = mapped_column(server_default=text("false"), default=False)
    duplicate_of: Mapped[UUID | None]
    task_token: Mapped[str | None]
    posted_at: Mapped[datetime | None]


class InvoiceDecision(Identified, Tenant, Base):
    """What a person did about a document: approve, edit, reject, void, and why.

    Attributes:
        edits: field → value that the person gave.
    """

    __tablename__ = "invoice_decisions"
    __table_args__ = (
        within_company("invoice_id", "invoices.id"),
        within_company("user_id", "users.id", ondelete="SET NULL"),
        CheckConstraint("decision in ('approve', 'edit', 'reject', 'void')", name="decision"),
        Index("ix_invoice_decisions_invoice", "company_id", "invoice_id", "id"),
    )

    invoice_id: Mapped[UUID]
    user_id: Mapped[UUID | None]
    decision: Mapped[str]
    is_admin: Mapped[bool]
    reason: Mapped[str | None]
    edits: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class FinanceSettings(Timestamped, Base):
    """How a company keeps its books: its NIT and tax profile, its gates, its accounts.

    Attributes:
        nit: without check digit.
        profile: fields of `TaxProfile`; what is not in it is not known.
        performed_in: DANE code of the municipality where its purchases are performed unless said otherwise.
        gates: tightened limits of `functions.finance.domain.gates.Limits`.
        roles: accounts that play roles of the chart differently.
        accounts: its own accounts, code → names.
    """

    __tablename__ = "finance_settings"

    company_id: Mapped[UUID] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    nit: Mapped[str | None]
    dv: Mapped[str | None]
    profile: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    performed_in: Mapped[str | None]
    gates: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    roles: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    accounts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class RuleConfirmation(Tenant, Base):
    """An accountant's one confirmation of a rule that is not beyond doubt."""

    __tablename__ = "rule_confirmations"

    company_id: Mapped[UUID] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    rule_id: Mapped[str] = mapped_column(primary_key=True)
    confirmed_by: Mapped[UUID]
    confirmed_at: Mapped[datetime] = mapped_column(server_default=func.now())


__all__ = ["INVOICE_STATES", "User"]
