"""What is not balanced of the accounts of customers and suppliers, in PostgreSQL."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from functions.finance.domain.document import Direction
from functions.finance.domain.ledger.chart import Chart
from functions.finance.domain.reports.aging import OpenItem, Side
from functions.finance.repository.payments import owing
from shared.db.models.finance import Counterparty, Invoice
from shared.db.models.ledger import LedgerEntry, LedgerLine

_SIDES: dict[Side, Direction] = {"payables": "purchase", "receivables": "sale"}


class OpenItemRows:
    """The open items of one company.

    Args:
        session: walled to the company.
        company_id: named in queries too, so that indexes are used.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def open_items(self, on: date, chart: Chart) -> Sequence[OpenItem]:
        return [item for side in _SIDES for item in self._of(side, on, chart)]

    def _of(self, side: Side, on: date, chart: Chart) -> Iterator[OpenItem]:
        """By document, and by payment without one; a payment that was undone and what undid it are one item."""
        item = func.coalesce(LedgerEntry.invoice_id, LedgerEntry.reverses, LedgerEntry.id)
        balance = func.sum(LedgerLine.debit - LedgerLine.credit)
        lines = (
            select(
                item.label("item"),
                LedgerEntry.invoice_id,
                LedgerLine.party,
                balance.label("balance"),
                func.min(LedgerEntry.booked_on).label("booked_on"),
            )
            .join(LedgerLine, LedgerLine.entry_id == LedgerEntry.id)
            .where(LedgerEntry.company_id == self.company_id, LedgerEntry.booked_on <= on)
            .where(owing(_SIDES[side], chart))
            .group_by(item, LedgerEntry.invoice_id, LedgerLine.party)
            .having(balance != 0)
            .subquery()
        )
        named = (Counterparty.company_id == self.company_id) & (Counterparty.tax_id == lines.c.party)
        query = (
            select(lines, Invoice.number, Invoice.issued_on, Invoice.due_on, Counterparty.name)
            .outerjoin(Invoice, Invoice.id == lines.c.invoice_id)
            .outerjoin(Counterparty, named)
        )
        yield from (_item(side, row) for row in self.session.execute(query))


def _item(side: Side, row: Any) -> OpenItem:
    return OpenItem(
        side=side,
        id=row.item,
        invoice_id=row.invoice_id,
        number=row.number,
        party=row.party,
        name=row.name,
        issued_on=row.issued_on or row.booked_on,
        due_on=row.due_on,
        amount=-row.balance if side == "payables" else row.balance,
    )
