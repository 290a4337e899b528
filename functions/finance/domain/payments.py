"""Payments: what is owed, and what of a payment settles it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from functions.finance.domain.document import Direction
from functions.finance.domain.ledger.posting import Means
from functions.finance.domain.money import ZERO


class MoreThanOwedError(ValueError):
    """A payment exceeds what is owed, and is not said to be an advance.

    Attributes:
        owed: in COP.
    """

    def __init__(self, owed: Decimal) -> None:
        super().__init__(f"only {owed} are owed")
        self.owed = owed


@dataclass(frozen=True, kw_only=True)
class Debt:
    """What is owed for a document, or to or by a party, by the books; in COP.

    Attributes:
        party: tax id without check digit.
        amount: negative if more was paid or credited than was owed.
    """

    direction: Direction
    party: str | None
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Paid:
    """A payment that is in the books.

    Attributes:
        advance: the part for which nothing was owed.
        reversed_by: the entry that undid it.
    """

    id: UUID
    invoice_id: UUID | None
    direction: Direction
    means: Means
    amount: Decimal
    advance: Decimal
    paid_on: date
    party: str | None
    memo: str | None
    created_by: UUID | None
    created_at: datetime
    entry_id: UUID
    reversed_by: UUID | None
    reversed_on: date | None


def advance_in(amount: Decimal, debt: Debt, *, allowed: bool) -> Decimal:
    """The part of a payment for which nothing is owed.

    Raises:
        MoreThanOwedError: there is one, and it is not allowed.
    """
    owed = max(debt.amount, ZERO)
    if amount > owed and not allowed:
        raise MoreThanOwedError(owed)
    return max(amount - owed, ZERO)
