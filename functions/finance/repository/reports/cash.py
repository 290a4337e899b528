"""Payments by month, in PostgreSQL."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Date, func, select
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session, aliased

from functions.finance.domain.document import Direction
from functions.finance.domain.ledger.posting import Means
from functions.finance.domain.reports.movements import CashMovement
from shared.db.models.ledger import LedgerEntry, Payment


class CashRows:
    """The payments of one company.

    Args:
        session: walled to the company.
        company_id: named in queries too, so that indexes are used.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def payments(self, start: date | None, end: date | None, means: Collection[Means]) -> Sequence[CashMovement]:
        entry, reversal = aliased(LedgerEntry), aliased(LedgerEntry)
        undone = (
            select(reversal.booked_on.label("on"), Payment.direction, Payment.amount, Payment.means)
            .join(entry, (entry.payment_id == Payment.id) & (entry.kind == "payment"))
            .join(reversal, reversal.reverses == entry.id)
            .where(Payment.company_id == self.company_id)
        )
        made = select(Payment.paid_on.label("on"), Payment.direction, Payment.amount, Payment.means).where(
            Payment.company_id == self.company_id
        )
        return [
            *self._by_month(made, start, end, means, undone=False),
            *self._by_month(undone, start, end, means, undone=True),
        ]

    def _by_month(
        self, query: Any, start: date | None, end: date | None, means: Collection[Means], *, undone: bool
    ) -> Sequence[CashMovement]:
        moved = query.subquery()
        month = cast_to(func.date_trunc("month", moved.c.on), Date)
        sums = select(month, moved.c.direction, func.sum(moved.c.amount), func.count()).where(moved.c.means.in_(means))
        if start:
            sums = sums.where(moved.c.on >= start)
        if end:
            sums = sums.where(moved.c.on <= end)
        rows = self.session.execute(sums.group_by(month, moved.c.direction).order_by(month))
        return [
            CashMovement(
                month=row[0],
                direction=cast("Direction", row[1]),
                undone=undone,
                amount=row[2],
                count=row[3],
            )
            for row in rows
        ]
