"""The books line by line and entry by entry, in pages, in PostgreSQL."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from functions.finance.domain.ledger.books import AccountTotals, Booking
from functions.finance.domain.money import ZERO
from functions.finance.domain.reports.movements import AccountMovement
from functions.finance.repository.ledger import LedgerRows
from shared.db.models.ledger import LedgerEntry, LedgerLine

Period = tuple[date | None, date | None]


class BookRows:
    """The books of one company, to be read.

    Args:
        session: walled to the company.
        company_id: named in queries too, so that indexes are used.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id
        self.ledger = LedgerRows(session, company_id)

    def balances(self, start: date | None, end: date | None) -> Sequence[AccountTotals]:
        return self.ledger.balances(start, end)

    def documents(self, period: Period) -> int:
        query = select(func.count()).select_from(LedgerEntry).where(*self._within(period))
        return self.session.scalar(query.where(LedgerEntry.kind == "document")) or 0

    def lines(self, period: Period, account: str | None) -> int:
        query = _joined(select(func.count())).where(*self._within(period), *_of(account))
        return self.session.scalar(query) or 0

    def movements(
        self, period: Period, account: str | None, *, after: UUID | None, limit: int
    ) -> Sequence[AccountMovement]:
        order = (LedgerLine.account, LedgerEntry.booked_on, LedgerEntry.id, LedgerLine.position)
        running = func.sum(LedgerLine.debit - LedgerLine.credit).over(
            partition_by=LedgerLine.account,
            order_by=(LedgerEntry.booked_on, LedgerEntry.id, LedgerLine.position),
            rows=(None, 0),
        )
        columns = (
            LedgerLine.id,
            LedgerLine.account,
            LedgerEntry.booked_on.label("on"),
            LedgerLine.entry_id,
            LedgerEntry.invoice_id,
            LedgerEntry.memo,
            LedgerLine.memo.label("line_memo"),
            LedgerLine.party,
            LedgerLine.debit,
            LedgerLine.credit,
            running.label("running"),
            LedgerLine.position,
        )
        lines = _joined(select(*columns)).where(*self._within(period), *_of(account)).subquery()
        query = select(lines).order_by(lines.c.account, lines.c.on, lines.c.entry_id, lines.c.position).limit(limit)
        if after:
            last = self.session.execute(_joined(select(*order)).where(LedgerLine.id == after)).first()
            if last is None:
                return []
            place = tuple_(lines.c.account, lines.c.on, lines.c.entry_id, lines.c.position)
            query = query.where(place > tuple_(*last))
        return [_movement(row) for row in self.session.execute(query)]

    def entries(self, period: Period, account: str | None, *, after: UUID | None, limit: int) -> Sequence[Booking]:
        query = select(LedgerEntry.id).where(*self._within(period), *_touching(account))
        if after:
            last = self.session.execute(
                select(LedgerEntry.booked_on, LedgerEntry.id).where(LedgerEntry.id == after)
            ).first()
            if last is None:
                return []
            query = query.where(tuple_(LedgerEntry.booked_on, LedgerEntry.id) > tuple_(*last))
        page = query.order_by(LedgerEntry.booked_on, LedgerEntry.id).limit(limit)
        return list(self.ledger.read(LedgerEntry.id.in_(page)))

    def all_entries(self, period: Period, account: str | None) -> Iterator[Booking]:
        yield from self.ledger.read(*self._within(period), *_touching(account))

    def sums(self, period: Period, account: str | None) -> tuple[int, Decimal, Decimal]:
        columns = (func.count(LedgerEntry.id.distinct()), func.sum(LedgerLine.debit), func.sum(LedgerLine.credit))
        row = self.session.execute(_joined(select(*columns)).where(*self._within(period), *_touching(account))).one()
        return row[0], row[1] or ZERO, row[2] or ZERO

    def _within(self, period: Period) -> list[ColumnElement[bool]]:
        start, end = period
        conditions: list[ColumnElement[bool]] = [LedgerEntry.company_id == self.company_id]
        if start:
            conditions.append(LedgerEntry.booked_on >= start)
        if end:
            conditions.append(LedgerEntry.booked_on <= end)
        return conditions


def _joined(query: Any) -> Select[Any]:
    joined: Select[Any] = query.select_from(LedgerEntry).join(LedgerLine, LedgerLine.entry_id == LedgerEntry.id)
    return joined


def _of(account: str | None) -> list[ColumnElement[bool]]:
    return [LedgerLine.account.startswith(account, autoescape=True)] if account else []


def _touching(account: str | None) -> list[ColumnElement[bool]]:
    if account is None:
        return []
    return [LedgerEntry.id.in_(select(LedgerLine.entry_id).where(*_of(account)))]


def _movement(row: Any) -> AccountMovement:
    return AccountMovement(**{name: getattr(row, name) for name in AccountMovement.__dataclass_fields__})
