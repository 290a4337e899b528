"""What a tax was computed on, where only its rate and its amount are printed, and the items prove the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from functions.finance.extraction.fields.amounts import amounts_in
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.tables import Item
from functions.finance.extraction.fields.taxes import TaxRow
from functions.finance.extraction.fields.totals import Totals
from functions.finance.extraction.fields.vocabulary.names import Name

_MOST_ITEMS = 8
_CENT = Decimal("0.02")
_PESO = _UNIT = Decimal(1)
_PESOS = 1000


def with_bases(rows: Sequence[TaxRow], items: Sequence[Item], totals: Totals, sheet: Sheet) -> tuple[TaxRow, ...]:
    """The rows with the bases that follow; those of which nothing follows as they are.

    Only where sums prove subtotal, tax and total, and the items make the subtotal: then the base is the subtotal, if
    the rate makes the tax of that; or what taxes of several rates were computed on, if that makes the subtotal; else
    the items that state the tax's rate; else the only items that make the tax.
    """
    subtotal = totals.subtotal.value if totals.proved and totals.subtotal else None
    taxes = sum((row.amount for row in rows), Decimal(0))
    whole = totals.tax_total is not None and totals.tax_total.value == taxes
    if subtotal is None or not whole:
        return tuple(rows)
    shared = _shared_out(rows, subtotal)
    if shared is not None:
        return shared
    amounts = [item.amount[0].value for item in items]
    itemised = abs(sum(amounts, Decimal(0)) - subtotal) <= _off(subtotal)
    return tuple(
        row if row.proved else _with_base(row, subtotal, items if itemised else (), sheet, alone=len(rows) == 1)
        for row in rows
    )


def _shared_out(rows: Sequence[TaxRow], subtotal: Decimal) -> tuple[TaxRow, ...] | None:
    """Several rows whose taxes, by their rates, were computed on the whole subtotal: each on its share of it.

    A share is known to half a unit over its rate; what rounding leaves goes to the lowest rate, which tells least.
    """
    if len(rows) < 2 or any(row.proved or not row.rate or row.amount <= 0 for row in rows):  # noqa: PLR2004 - shares
        return None
    unit = _UNIT if all(row.amount == row.amount.to_integral_value() for row in rows) else _CENT / 2
    ordered = sorted(rows, key=lambda row: row.rate or 0)
    shares = [(row.amount * 100 / row.rate).quantize(unit) for row in ordered if row.rate]
    rest = subtotal - sum(shares[1:], Decimal(0))
    lowest = ordered[0].rate
    if lowest is None or abs(rest * lowest / 100 - ordered[0].amount) > unit:
        return None
    bases = dict(zip(map(id, ordered), [rest, *shares[1:]], strict=True))
    return tuple(replace(row, base=bases[id(row)], derived=True) for row in rows)


def _with_base(row: TaxRow, subtotal: Decimal, items: Sequence[Item], sheet: Sheet, *, alone: bool) -> TaxRow:
    if not row.rate or not row.amount:
        return row
    found = next(_bases(row, row.rate, subtotal if alone else None, items, sheet), None)
    return row if found is None else replace(row, base=found, derived=True)


def _bases(
    row: TaxRow, rate: Decimal, subtotal: Decimal | None, items: Sequence[Item], sheet: Sheet
) -> Iterator[Decimal]:
    """What the tax may have been computed on, the best reason first; each makes the tax at its rate."""
    if subtotal is not None and _makes(subtotal, rate, row.amount):
        yield subtotal
    rated = [item.amount[0].value for item in items if _rate(item, sheet) == rate]
    if rated and _makes(sum(rated, Decimal(0)), rate, row.amount):
        yield sum(rated, Decimal(0))
    if subtotal is not None and len(items) <= _MOST_ITEMS and not any(_rate(item, sheet) is not None for item in items):
        amounts = [item.amount[0].value for item in items]
        makings = [some for size in range(1, len(amounts)) for some in combinations(range(len(amounts)), size)]
        sums = [sum((amounts[place] for place in some), Decimal(0)) for some in makings]
        making = {base for base in sums if _makes(base, rate, row.amount)}
        if len(making) == 1:
            yield making.pop()


def _rate(item: Item, sheet: Sheet) -> Decimal | None:
    """The rate of an item: with its sign, or bare under a heading that says that it is one."""
    if item.rate is not None:
        return item.rate
    cell = item.cells.get(Name.RATE)
    return None if cell is None else next((amount.value for amount in amounts_in(cell.text, sheet.style)), None)


def _makes(base: Decimal, rate: Decimal, tax: Decimal) -> bool:
    return abs(base * rate / 100 - tax) <= _off(tax)


def _off(amount: Decimal) -> Decimal:
    """By how much a sum or a tax may be off: a peso where no cents are written, else two cents."""
    return _PESO if amount == amount.to_integral_value() and abs(amount) > _PESOS else _CENT
