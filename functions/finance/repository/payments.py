"""Payments and what is owed, in PostgreSQL."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from functions.finance.domain.company import Company
from functions.finance.domain.document import Direction
from functions.finance.domain.ledger.chart import Chart, published_chart
from functions.finance.domain.ledger.posting import ADVANCE, Means
from functions.finance.domain.money import ZERO
from functions.finance.domain.payments import Debt, Paid
from functions.finance.schemas.payments import PaymentDraft, PaymentFilter
from shared.core.errors import Conflict, NotFound
from shared.core.invocation import new_id
from shared.db.models.finance import Invoice
from shared.db.models.ledger import LedgerEntry, LedgerLine, Payment

_IN_THE_BOOKS = ("posted", "synced", "sync_unknown", "sync_failed")
_ROLES = {"purchase": "suppliers", "sale": "customers"}
_SAME = ("id", "invoice_id", "amount", "paid_on", "party", "memo", "created_by", "created_at")

Entry, Reversal = aliased(LedgerEntry), aliased(LedgerEntry)


class PaymentRows:
    """The payments of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def lock(self) -> None:
        key = func.hashtextextended(f"finance.payments:{self.company_id}", 0)
        self.session.execute(select(func.pg_advisory_xact_lock(key)))

    def debt_of_invoice(self, invoice_id: UUID, company: Company) -> Debt:
        row = self.session.execute(
            select(Invoice.status, Invoice.direction).filter_by(id=invoice_id).with_for_update()
        ).first()
        if row is None:
            raise NotFound("There is no such invoice.")
        if row.status not in _IN_THE_BOOKS:
            raise Conflict(f"The document is {row.status}: only what is in the books is paid.", state=row.status)
        direction = cast("Direction", row.direction)
        owed = owing(direction, company.chart)
        party = self.session.scalar(_lines(LedgerLine.party).where(LedgerEntry.invoice_id == invoice_id, owed).limit(1))
        amount = self._owed(direction, LedgerEntry.invoice_id == invoice_id, owed)
        if party is not None:
            amount = min(amount, self._owed(direction, LedgerLine.party == party, owed))
        return Debt(direction=direction, party=party, amount=amount)

    def debt_of_party(self, draft: PaymentDraft, company: Company) -> Debt:
        direction = draft.direction or "purchase"
        owed = owing(direction, company.chart)
        amount = self._owed(direction, LedgerLine.party == draft.party, owed)
        return Debt(direction=direction, party=draft.party, amount=amount)

    def add(self, draft: PaymentDraft, debt: Debt, by: UUID) -> UUID:
        row = Payment(
            id=new_id(),
            company_id=self.company_id,
            invoice_id=draft.invoice_id,
            direction=debt.direction,
            means=draft.means,
            amount=draft.amount,
            paid_on=draft.paid_on,
            party=debt.party,
            memo=draft.memo,
            created_by=by,
        )
        self.session.add(row)
        self.session.flush()
        return row.id

    def get(self, payment_id: UUID) -> Paid:
        found = self._read(Payment.id == payment_id, limit=1)
        if not found:
            raise NotFound("There is no such payment.")
        return found[0]

    def newest(self, which: PaymentFilter, *, before: UUID | None, limit: int) -> Sequence[Paid]:
        older = [Payment.id < before] if before else []
        return self._read(*older, *_wanted(which), limit=limit)

    def _owed(self, direction: Direction, *conditions: ColumnElement[bool]) -> Decimal:
        balance = func.coalesce(func.sum(LedgerLine.debit - LedgerLine.credit), 0)
        debit = self.session.scalar(_lines(balance).where(*conditions)) or ZERO
        return -debit if direction == "purchase" else debit

    def _read(self, *conditions: ColumnElement[bool], limit: int) -> Sequence[Paid]:
        advance = (
            select(func.coalesce(func.sum(LedgerLine.debit + LedgerLine.credit), 0))
            .where(LedgerLine.entry_id == Entry.id, LedgerLine.memo == ADVANCE)
            .scalar_subquery()
        )
        query = (
            select(Payment, Entry.id, advance, Reversal.id, Reversal.booked_on)
            .join(Entry, (Entry.payment_id == Payment.id) & (Entry.kind == "payment"))
            .outerjoin(Reversal, Reversal.reverses == Entry.id)
            .where(Payment.company_id == self.company_id, *conditions)
            .order_by(Payment.id.desc())
            .limit(limit)
        )
        return [_paid(row) for row in self.session.execute(query)]


def owing(direction: Direction, chart: Chart) -> ColumnElement[bool]:
    """Lines of the account of suppliers or customers: the company's, the published one, and all below them."""
    role = _ROLES[direction]
    accounts = {chart.account(role), published_chart().account(role)}
    return or_(*(LedgerLine.account.startswith(account, autoescape=True) for account in sorted(accounts)))


def _lines(column: Any) -> Select[Any]:
    return select(column).select_from(LedgerLine).join(LedgerEntry, LedgerEntry.id == LedgerLine.entry_id)


def _wanted(which: PaymentFilter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if which.invoice_id:
        wanted.append(Payment.invoice_id == which.invoice_id)
    if which.direction:
        wanted.append(Payment.direction == which.direction)
    if which.paid_from:
        wanted.append(Payment.paid_on >= which.paid_from)
    if which.paid_to:
        wanted.append(Payment.paid_on <= which.paid_to)
    return wanted


def _paid(row: Any) -> Paid:
    payment, entry_id, advance, reversed_by, reversed_on = row
    return Paid(
        **{name: getattr(payment, name) for name in _SAME},
        direction=cast("Direction", payment.direction),
        means=cast("Means", payment.means),
        advance=advance,
        entry_id=entry_id,
        reversed_by=reversed_by,
        reversed_on=reversed_on,
    )
