"""Documents as people look at them, of one company."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from functions.finance.domain.reason_texts import text_of
from functions.finance.domain.reasons import ReasonCode
from functions.finance.schemas.invoices import (
    AtAlegra,
    EntryLine,
    Filter,
    Happening,
    InvoiceDetail,
    InvoiceSummary,
    Why,
)
from shared.core.errors import NotFound
from shared.db.models.alegra import AlegraDocument
from shared.db.models.events import LoggedEvent
from shared.db.models.finance import DocumentFile, Invoice, InvoiceDecision
from shared.db.models.ledger import LedgerEntry, LedgerLine

_SAME = (
    "status",
    "kind",
    "direction",
    "number",
    "issuer_tax_id",
    "issuer_name",
    "issued_on",
    "due_on",
    "currency",
    "total",
    "payable",
    "withheld",
    "automatic",
    "created_at",
    "updated_at",
)
_SAME_IN_DETAIL = (
    "part",
    "cufe",
    "buyer_tax_id",
    "counterparty_id",
    "exchange_rate",
    "subtotal",
    "tax_total",
    "total_cop",
    "accepted",
    "approvers",
    "needs_admin",
    "duplicate_of",
    "posted_at",
)


class ShelfRows:
    """The documents of one company.

    Args:
        session: walled to the company.
        company_id: named in queries too, so that indexes are used.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def newest(self, which: Filter, *, before: UUID | None, limit: int) -> Sequence[InvoiceSummary]:
        query = select(Invoice).filter_by(company_id=self.company_id).where(*_wanted(which))
        if before:
            query = query.where(Invoice.id < before)
        return [_summary(row) for row in self.session.scalars(query.order_by(Invoice.id.desc()).limit(limit))]

    def recently_posted(self, limit: int) -> Sequence[InvoiceSummary]:
        posted = select(Invoice).filter_by(company_id=self.company_id).where(Invoice.posted_at.is_not(None))
        rows = self.session.scalars(posted.order_by(Invoice.posted_at.desc()).limit(limit))
        return [_summary(row) for row in rows]

    def detail(self, invoice_id: UUID) -> InvoiceDetail:
        found = self.session.execute(
            select(Invoice, DocumentFile)
            .outerjoin(DocumentFile, DocumentFile.id == Invoice.file_id)
            .where(Invoice.id == invoice_id)
        ).first()
        if found is None:
            raise NotFound("There is no such document.")
        row, file = found
        entry_id, lines = self._entry(invoice_id)
        return InvoiceDetail(
            **_summary(row).model_dump(),
            **{name: getattr(row, name) for name in _SAME_IN_DETAIL},
            door=file.door if file else "api",
            file_kind=file.kind if file else None,
            file_size=file.size if file else None,
            values=row.extracted.get("document"),
            taxes=row.assessment,
            remarks=_whys(row.remarks),
            entry_id=entry_id,
            entry=lines,
            alegra=self._at_alegra(invoice_id),
            history=self._history(invoice_id),
        )

    def assessment(self, invoice_id: UUID) -> dict[str, Any] | None:
        return self.session.scalar(select(Invoice.assessment).filter_by(id=invoice_id))

    def is_booked(self, invoice_id: UUID) -> bool:
        return bool(self.session.scalar(select(exists().where(LedgerEntry.invoice_id == invoice_id))))

    def remove(self, invoice_id: UUID) -> bool:
        file_id = self.session.scalar(delete(Invoice).filter_by(id=invoice_id).returning(Invoice.file_id))
        left = exists().where(Invoice.file_id == DocumentFile.id)
        alone = delete(DocumentFile).where(DocumentFile.id == file_id, ~left).returning(DocumentFile.id)
        return self.session.execute(alone, execution_options={"synchronize_session": False}).first() is not None

    def refused_contents(self) -> tuple[int, int]:
        counted = select(func.count(DocumentFile.sha256.distinct()), func.count()).where(*self._refused())
        contents, files = self.session.execute(counted).one()
        return contents, files

    def forget_refused(self) -> int:
        forgotten = update(DocumentFile).where(*self._refused()).values(sha256=None).returning(DocumentFile.id)
        return len(self.session.execute(forgotten, execution_options={"synchronize_session": False}).all())

    def _refused(self) -> list[ColumnElement[bool]]:
        refused = exists().where(Invoice.file_id == DocumentFile.id, Invoice.status == "refused")
        return [DocumentFile.company_id == self.company_id, DocumentFile.sha256.is_not(None), refused]

    def _entry(self, invoice_id: UUID) -> tuple[UUID | None, list[EntryLine]]:
        entry = self.session.scalar(select(LedgerEntry.id).filter_by(invoice_id=invoice_id, kind="document"))
        if entry is None:
            return None, []
        rows = self.session.scalars(select(LedgerLine).filter_by(entry_id=entry).order_by(LedgerLine.position))
        return entry, [
            EntryLine(account=row.account, debit=row.debit, credit=row.credit, memo=row.memo) for row in rows
        ]

    def _at_alegra(self, invoice_id: UUID) -> AtAlegra | None:
        row = self.session.scalar(select(AlegraDocument).filter_by(invoice_id=invoice_id))
        if row is None:
            return None
        error = row.error or {}
        return AtAlegra(alegra_id=row.alegra_id, code=error.get("code"), message=error.get("message"))

    def _history(self, invoice_id: UUID) -> list[Happening]:
        subject = f"invoice:{invoice_id}"
        events = self.session.scalars(select(LoggedEvent).filter_by(company_id=self.company_id, subject=subject))
        decisions = self.session.scalars(select(InvoiceDecision).filter_by(invoice_id=invoice_id))
        happened = [Happening(at=row.occurred_at, what=row.type, details=row.payload) for row in events]
        return sorted([*happened, *map(_decided, decisions)], key=lambda one: one.at)


def _wanted(which: Filter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if which.status:
        wanted.append(Invoice.status == which.status)
    if which.direction:
        wanted.append(Invoice.direction == which.direction)
    if which.due_from:
        wanted.append(Invoice.due_on >= which.due_from)
    if which.due_to:
        wanted.append(Invoice.due_on <= which.due_to)
    if which.q:
        columns = (Invoice.number, Invoice.issuer_name, Invoice.issuer_tax_id)
        wanted.append(or_(*(column.icontains(which.q, autoescape=True) for column in columns)))
    return wanted


def _summary(row: Invoice) -> InvoiceSummary:
    return InvoiceSummary(
        invoice_id=row.id,
        **{name: getattr(row, name) for name in _SAME},
        reasons=_whys(row.reasons),
        file_path=row.object_key,
    )


def _whys(found: Sequence[dict[str, Any]]) -> list[Why]:
    return [
        Why(code=one["code"], detail=one["detail"], field=one.get("field"), text=dict(text_of(ReasonCode(one["code"]))))
        for one in found
    ]


def _decided(row: InvoiceDecision) -> Happening:
    details = {"decision": row.decision, "user_id": str(row.user_id) if row.user_id else None, "reason": row.reason}
    return Happening(at=row.created_at, what=f"person.{row.decision}", details={**details, "edits": row.edits})
