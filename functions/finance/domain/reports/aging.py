"""What is owed to and by the company, by how late it is; the sums are the balances of customers and suppliers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from functions.finance.domain.money import ZERO

Side = Literal["receivables", "payables"]
Bucket = Literal["current", "31_60", "61_90", "over_90"]

TERM = timedelta(days=30)
"""Assumed of a document that states no due date."""

_LAST_DAYS: tuple[tuple[int, Bucket], ...] = ((30, "current"), (60, "31_60"), (90, "61_90"))


@dataclass(frozen=True, kw_only=True)
class OpenItem:
    """A document, or a payment without one, that is not balanced yet; in COP.

    Attributes:
        party: tax id of the customer or supplier.
        amount: owed if positive; paid or credited beyond that if negative.
    """

    side: Side
    id: UUID
    invoice_id: UUID | None
    number: str | None
    party: str | None
    name: str | None
    issued_on: date
    due_on: date | None
    amount: Decimal

    @property
    def due(self) -> date:
        """The due date, or the assumed one."""
        return self.due_on or self.issued_on + TERM

    def days_late(self, on: date) -> int:
        """Days since it was due; negative before."""
        return (on - self.due).days

    def bucket(self, on: date) -> Bucket:
        """By how late it is; what was paid in advance is not late."""
        late = self.days_late(on)
        if self.amount < 0:
            return "current"
        return next((bucket for last, bucket in _LAST_DAYS if late <= last), "over_90")


def settled(items: Iterable[OpenItem]) -> list[OpenItem]:
    """Items after what each party has paid or been credited beyond a document has settled its oldest others.

    The sum of each side stays what it was.
    """
    by_party: dict[tuple[Side, str], list[OpenItem]] = defaultdict(list)
    for item in items:
        by_party[item.side, item.party or str(item.id)].append(item)
    remaining = (left for of_party in by_party.values() for left in _settle(of_party))
    return sorted(remaining, key=lambda item: (item.side, item.due, item.id))


def bucketed(items: Iterable[OpenItem], side: Side, on: date) -> dict[Bucket, Decimal]:
    """Sums of one side by how late they are."""
    sums: dict[Bucket, Decimal] = {"current": ZERO, "31_60": ZERO, "61_90": ZERO, "over_90": ZERO}
    for item in items:
        if item.side == side:
            sums[item.bucket(on)] += item.amount
    return sums


def _settle(items: list[OpenItem]) -> Iterator[OpenItem]:
    credit = -sum((item.amount for item in items if item.amount < 0), ZERO)
    for item in sorted((item for item in items if item.amount > 0), key=lambda item: (item.due, item.id)):
        used = min(credit, item.amount)
        credit -= used
        if item.amount > used:
            yield replace(item, amount=item.amount - used)
    if credit:
        latest = max((item for item in items if item.amount < 0), key=lambda item: item.id)
        yield replace(latest, amount=-credit)
