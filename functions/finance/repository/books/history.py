"""What earlier documents say, in PostgreSQL."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, case, extract, func, or_, select
from sqlalchemy.orm import Session

from functions.finance.domain.record import Record, assessment_in
from functions.finance.domain.taxes.assessment import Assessment
from functions.finance.repository.books.documents import record_of
from shared.db.models.finance import DEAD, Invoice

_IN_THE_BOOKS = ("posted", "synced", "sync_unknown", "sync_failed")
_NOTES = ("credit_note", "debit_note")


class HistoryRows:
    """The documents of one company.

    Args:
        session: walled to the company.
        company_id: names the lock that questions about the day's limit share.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def posted_automatically_since(self, start: datetime) -> Decimal:
        lock = func.pg_advisory_xact_lock(func.hashtextextended(f"finance.day:{self.company_id}", 0))
        self.session.execute(select(lock))
        counts = or_(Invoice.posted_at >= start, (Invoice.posted_at.is_(None)) & (Invoice.status == "approved"))
        total = func.coalesce(func.sum(Invoice.total_cop), 0)
        return self.session.scalars(select(total).where(Invoice.automatic, counts)).one() or Decimal(0)

    def contracts(self, counterparty_id: UUID, *, on: date) -> Decimal:
        in_pesos = Invoice.subtotal * func.coalesce(Invoice.exchange_rate, 1)
        signed = case((Invoice.kind == "credit_note", -in_pesos), else_=in_pesos)
        query = select(func.coalesce(func.sum(signed), 0)).where(
            Invoice.counterparty_id == counterparty_id,
            Invoice.direction == "purchase",
            Invoice.status.in_(_IN_THE_BOOKS),
            Invoice.issued_on.between(on.replace(month=1, day=1), on),
        )
        return self.session.scalars(query).one() or Decimal(0)

    def earlier_requests(self, counterparty_id: UUID, invoice_id: UUID, *, on: date) -> Sequence[Assessment]:
        """Those that came before count even while they wait: two that wait at once may not both stay below a base."""
        query = select(Invoice.assessment).where(
            Invoice.counterparty_id == counterparty_id,
            Invoice.kind == "payment_request",
            Invoice.id != invoice_id,
            Invoice.status.not_in(DEAD),
            or_(Invoice.id < invoice_id, Invoice.status.in_(_IN_THE_BOOKS)),
            extract("year", Invoice.issued_on) == on.year,
            extract("month", Invoice.issued_on) == on.month,
            Invoice.assessment.is_not(None),
        )
        found = (assessment_in(row) for row in self.session.scalars(query.order_by(Invoice.id)))
        return [assessment for assessment in found if assessment and assessment.is_decided]

    def invoice_of(self, counterparty_id: UUID, *, cufes: Sequence[str], numbers: Sequence[str]) -> Record | None:
        named: list[ColumnElement[bool]] = []
        if cufes:
            named.append(Invoice.cufe.in_(cufes))
        if numbers:
            named.append(Invoice.number.in_(numbers))
        if not named:
            return None
        query = select(Invoice).where(
            Invoice.counterparty_id == counterparty_id,
            Invoice.kind.not_in(_NOTES),
            Invoice.status.in_(_IN_THE_BOOKS),
            or_(*named),
        )
        row = self.session.scalar(query.order_by(Invoice.id).limit(1))
        return record_of(row) if row else None
