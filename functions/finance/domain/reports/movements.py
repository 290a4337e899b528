"""What reports read of the books line by line, and of payments month by month."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from functions.finance.domain.document import Direction


@dataclass(frozen=True, kw_only=True)
class AccountMovement:
    """A line of an entry as its account sees it, in COP.

    Attributes:
        running: of the account, from the first day of the period up to this line; without what stood before.
    """

    id: UUID
    account: str
    on: date
    entry_id: UUID
    invoice_id: UUID | None
    memo: str
    line_memo: str
    party: str | None
    debit: Decimal
    credit: Decimal
    running: Decimal


@dataclass(frozen=True, kw_only=True)
class CashMovement:
    """Payments of a month, or payments that were undone in it, in COP.

    Attributes:
        month: its first day.
        undone: whether these are payments that were undone.
    """

    month: date
    direction: Direction
    undone: bool
    amount: Decimal
    count: int

    @property
    def signed(self) -> Decimal:
        """What it adds to income or to expenses."""
        return -self.amount if self.undone else self.amount
