"""What the statements of a receipt lead to: a total is believed when independent ones lead to the same."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from functions.finance.extraction.fields.receipts.rows import Role, Row, items_before
from functions.finance.extraction.layout import Cell

_LABEL, _PAID_EXACTLY, _PROOF = 1.0, 0.75, 1.5
_ENOUGH, _LEAD = 1.95, 0.7
_SURE_WORD = 0.6
_UNITS = tuple(map(Decimal, ("0.05", "0.10", "1", "10", "50", "100")))
_MOST_ITEMS = 120


@dataclass
class Support:
    """What speaks for one value: kinds of statements with the heaviest weight of each, and where it stands."""

    weights: dict[str, float] = field(default_factory=dict)
    cell: Cell | None = None
    subtotal: Decimal | None = None
    tax: Decimal | None = None

    def add(self, kind: str, weight: float, cell: Cell) -> None:
        """Count a statement; the same kind from the same pass counts once."""
        self.weights[kind] = max(weight, self.weights.get(kind, 0.0))
        self.cell = self.cell or cell

    @property
    def score(self) -> float:
        return sum(self.weights.values())


@dataclass(frozen=True)
class Total:
    """A receipt's total: the value, what was net and tax if they add up to it, where it stands, how sure we are."""

    value: Decimal
    cell: Cell
    confidence: float
    subtotal: Decimal | None
    tax: Decimal | None


def total_of(passes: Sequence[Sequence[Row]]) -> Total | None:
    """The total that the passes' rows support together; None when too little does, or another is nearly as good."""
    support: dict[Decimal, Support] = defaultdict(Support)
    for number, rows in enumerate(passes):
        _weigh(_in_money(rows), number, support)
    ranked = sorted(((each.score, value) for value, each in support.items() if value > 0), reverse=True)
    if not ranked or ranked[0][0] < _ENOUGH:
        return None
    score, value = ranked[0]
    if len(ranked) > 1 and score - ranked[1][0] < _LEAD:
        return None
    best = support[value]
    if best.cell is None:
        return None
    return Total(value, best.cell, min(0.97, 0.7 + 0.08 * score), best.subtotal, best.tax)


def _in_money(rows: Sequence[Row]) -> list[Row]:
    """The rows in the receipt's own fineness: where prices have cents, a number without them is none."""
    amounts = [value for row in rows for value in row.amounts]
    with_cents = sum(_has_cents(value) for value in amounts)
    if 2 * with_cents < len(amounts):
        return list(rows)
    return [row for row in rows if _has_cents(row.value)]


def _has_cents(value: Decimal) -> bool:
    return value.as_tuple().exponent == -2  # noqa: PLR2004 - places of cents


def _weigh(rows: Sequence[Row], number: int, support: dict[Decimal, Support]) -> None:
    labelled = [row for row in rows if row.role is Role.TOTAL]
    for row in labelled:
        support[row.value].add(f"label {number}", _LABEL if row.cell.confidence >= _SURE_WORD else _LABEL / 2, row.cell)
    for kind, weight, value, cell in _implied(rows):
        support[value].add(kind, weight, cell)
    for net, tax in _sums(rows):
        found = support[net.value + tax.value]
        found.add("net and tax", _PROOF, tax.cell)
        found.subtotal, found.tax = net.value, tax.value
    _round(rows, number, support)


def _implied(rows: Sequence[Row]) -> Iterator[tuple[str, float, Decimal, Cell]]:
    """Values that other statements lead to."""
    paid = [row for row in rows if row.role is Role.PAID]
    change = [row for row in rows if row.role is Role.CHANGE]
    for given, back in product(paid, change):
        if back.position > given.position and abs(given.value) > abs(back.value):
            yield "paid less change", _PROOF, abs(given.value) - abs(back.value), given.cell
    for given in paid:
        if not any(row.value for row in change):
            yield "paid", _PAID_EXACTLY, abs(given.value), given.cell
    ends = [row.position for row in rows if row.role in (Role.TOTAL, Role.NET)]
    items = list(items_before(rows, min(ends, default=0)))
    if 1 < len(items) <= _MOST_ITEMS:
        yield "items", _PROOF, sum((row.value for row in items), Decimal(0)), items[-1].cell
    for row in rows:
        last = row.amounts[-2:]
        if row.role in (Role.TAX, Role.ITEM) and len(last) > 1 and ends and row.position > max(ends):
            yield "tax summary", _PROOF, sum(last, Decimal(0)), row.cell


def _sums(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """A net amount and a tax that stands below it, the nearest first."""
    nets = [row for row in rows if row.role is Role.NET]
    taxes = [row for row in rows if row.role is Role.TAX and row.value]
    for net in nets:
        below = [tax for tax in taxes if tax.position > net.position and abs(tax.value) < net.value]
        if below:
            yield net, below[0]


def _round(rows: Sequence[Row], number: int, support: dict[Decimal, Support]) -> None:
    """What is rounded is owed no longer: its support goes to the rounded value."""
    for rounding in (row for row in rows if row.role is Role.ROUNDING and row.value):
        before = {row.value for row in rows if row.role in (Role.TOTAL, Role.NET) and row.position < rounding.position}
        for value, change in product(before, (rounding.value, -rounding.value)):
            if _rounder(value + change, value, abs(change)) and value in support:
                rounded, plain = support[value + change], support.pop(value)
                for kind, weight in plain.weights.items():
                    rounded.add(kind, weight, plain.cell or rounding.cell)
                rounded.add(f"rounded {number}", _LABEL, rounding.cell)


def _rounder(rounded: Decimal, value: Decimal, change: Decimal) -> bool:
    return any(change < unit and rounded % unit == 0 and value % unit != 0 for unit in _UNITS)
