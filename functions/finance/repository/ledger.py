"""The books, in PostgreSQL: entries are added, never changed, and balance when the transaction commits."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from functions.finance.domain.ledger.books import AccountTotals, Booking, EntryKind
from functions.finance.domain.ledger.entry import JournalEntry, JournalLine
from shared.core.invocation import new_id
from shared.db.models.ledger import LedgerEntry, LedgerLine


class LedgerRows:
    """The books of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def post(self, entry: JournalEntry, invoice_id: UUID) -> UUID:
        """Add the entry of a document, once; its id, also of one that is there already."""
        return self._add(entry, kind="document", invoice_id=invoice_id)

    def post_payment(self, entry: JournalEntry, payment_id: UUID, invoice_id: UUID | None) -> UUID:
        """Add the entry of a payment, once; its id, also of one that is there already."""
        return self._add(entry, kind="payment", payment_id=payment_id, invoice_id=invoice_id)

    def reverse(self, booking: Booking, reversal: JournalEntry) -> UUID:
        """Add the entry that undoes another, once; its id, also of one that is there already."""
        return self._add(reversal, kind="reversal", reverses=booking.id, invoice_id=booking.invoice_id)

    def of(self, invoice_id: UUID) -> Booking | None:
        """The entry of a document."""
        found = self.read((LedgerEntry.invoice_id == invoice_id) & (LedgerEntry.kind == "document"))
        return next(found, None)

    def of_payment(self, payment_id: UUID) -> Booking | None:
        """The entry of a payment."""
        found = self.read((LedgerEntry.payment_id == payment_id) & (LedgerEntry.kind == "payment"))
        return next(found, None)

    def entries(self, start: date | None, end: date | None, *, account: str | None = None) -> Iterator[Booking]:
        """Entries of a period, both days included, in the order of their days.

        Args:
            start: the first day; None for all that came before.
            end: the last day; None for all that followed.
            account: only entries that touch this account or one below it.
        """
        conditions = _within(start, end)
        if account:
            touched = select(LedgerLine.entry_id).where(LedgerLine.account.startswith(account, autoescape=True))
            conditions.append(LedgerEntry.id.in_(touched))
        yield from self.read(*conditions)

    def balances(self, start: date | None, end: date | None) -> Sequence[AccountTotals]:
        """What each account was debited and credited within a period, both days included, by account."""
        debit, credit = func.sum(LedgerLine.debit), func.sum(LedgerLine.credit)
        query = _joined(select(LedgerLine.account, debit, credit)).where(*_within(start, end))
        rows = self.session.execute(query.group_by(LedgerLine.account).order_by(LedgerLine.account))
        return [AccountTotals(account=row[0], debit=row[1], credit=row[2]) for row in rows]

    def _add(self, entry: JournalEntry, *, kind: EntryKind, **of: Any) -> UUID:
        entry_id = new_id()
        values = {"id": entry_id, "company_id": self.company_id, "booked_on": entry.on, "memo": entry.memo}
        row = upsert(LedgerEntry).values(**values, kind=kind, **of).on_conflict_do_nothing()
        if not self.session.execute(row.returning(LedgerEntry.id)).first():
            return self.session.scalars(select(LedgerEntry.id).filter_by(kind=kind, **of)).one()
        lines = [
            {
                "id": new_id(),
                "company_id": self.company_id,
                "entry_id": entry_id,
                "position": position,
                "account": line.account,
                "debit": line.debit,
                "credit": line.credit,
                "party": line.party,
                "memo": line.memo,
            }
            for position, line in enumerate(entry.lines)
        ]
        self.session.execute(insert(LedgerLine), lines)
        return entry_id

    def read(self, *conditions: ColumnElement[bool]) -> Iterator[Booking]:
        """Entries in the order of their days."""
        query = _joined(select(LedgerEntry, LedgerLine)).where(*conditions)
        ordered = query.order_by(LedgerEntry.booked_on, LedgerEntry.id, LedgerLine.position)
        for _, rows in groupby(self.session.execute(ordered), key=lambda row: row[0].id):
            yield _booking(list(rows))


def _within(start: date | None, end: date | None) -> list[ColumnElement[bool]]:
    from_start = [LedgerEntry.booked_on >= start] if start else []
    return [*from_start, LedgerEntry.booked_on <= end] if end else from_start


def _joined(query: Any) -> Select[Any]:
    joined: Select[Any] = query.join_from(LedgerEntry, LedgerLine, LedgerLine.entry_id == LedgerEntry.id)
    return joined


def _booking(rows: Sequence[Any]) -> Booking:
    entry: LedgerEntry = rows[0][0]
    lines = tuple(JournalLine(line.account, line.debit, line.credit, line.party, line.memo) for _, line in rows)
    return Booking(
        id=entry.id,
        kind=cast("EntryKind", entry.kind),
        entry=JournalEntry(entry.booked_on, entry.memo, lines),
        invoice_id=entry.invoice_id,
        payment_id=entry.payment_id,
        reverses=entry.reverses,
    )
