"""Taxes by rate, wherever a line says rate, base and amount that agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from functions.finance.extraction.fields.amounts import amounts_in, rates_in
from functions.finance.extraction.fields.labels import Label
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Cell, Line

_MOST_NUMBERS = 6
_USUAL_RATES = frozenset(
    Decimal(rate) for rate in ("2.1", "4.8", "5.5", "7.7", "8.1", "9.5", "13.5", *map(str, range(3, 26)), "27")
)
"""Rates of value-added and consumption taxes; a number without "%" is taken for a rate only if it is one."""
_REACH = 6
_CENT = Decimal("0.02")
_HALF_CENT = Decimal("0.0051")
_INC = ("inc", "impoconsumo", "consumo")


@dataclass(frozen=True, eq=False)
class TaxRow:
    """One tax at one rate; `base` is None where only the tax is printed, `derived` where items and sums prove it."""

    rate: Decimal | None
    base: Decimal | None
    amount: Decimal
    cell: Cell
    label: Label | None
    derived: bool = False

    @property
    def proved(self) -> bool:
        """Whether rate, base and amount agree."""
        return self.base is not None and self.rate is not None


def tax_rows(sheet: Sheet, items: frozenset[int]) -> tuple[TaxRow, ...]:
    """The rows of tax breakdowns, each once."""
    rows: dict[tuple[Decimal | None, Decimal | None, Decimal], TaxRow] = {}
    for line in sheet.lines:
        if line.position in items or line.position in sheet.headings:
            continue
        row = _row(sheet, line)
        if row is not None:
            rows.setdefault((row.rate, row.base, row.amount), row)
    proved = {(row.rate, row.amount) for row in rows.values() if row.proved}
    return tuple(row for row in rows.values() if row.proved or (row.rate, row.amount) not in proved)


def _row(sheet: Sheet, line: Line) -> TaxRow | None:
    label = next((label for label in sheet.on(line) if label.means(Name.TAX)), None)
    headed = label is None and _headed(sheet, line)
    if label is None and not headed:
        return None
    numbers = [
        (amount.value, cell.part(amount.start, amount.end))
        for cell in line.cells
        for amount in amounts_in(cell.text, sheet.style)
    ][:_MOST_NUMBERS]
    stated = [rate for rate, _, _ in rates_in(line.text)]
    rates = stated or [value for value, _ in numbers if value in _USUAL_RATES]
    return next(_agreeing(rates, numbers, label), None) or _bare(stated, numbers, label)


def _bare(stated: Sequence[Decimal], numbers: Sequence[tuple[Decimal, Cell]], label: Label | None) -> TaxRow | None:
    """A rate and a tax behind its label, the base elsewhere: "IVA 19 %  1.900"."""
    if label is None or not label.leads or len(stated) != 1 or len(numbers) != 1:
        return None
    return TaxRow(stated[0], None, numbers[0][0], numbers[0][1], label)


def _agreeing(
    rates: Sequence[Decimal], numbers: Sequence[tuple[Decimal, Cell]], label: Label | None
) -> Iterator[TaxRow]:
    fitting = [
        (abs(base * rate / 100 - tax), TaxRow(rate, base, tax, cell, label))
        for rate in rates
        for (base, _), (tax, cell) in permutations(numbers, 2)
        if rate and base and tax and abs(base * rate / 100 - tax) <= _rounding(base)
    ]
    yield from (row for _, row in sorted(fitting, key=lambda one: one[0]))
    zero = [(value, cell) for value, cell in numbers if value == 0]
    untaxed = next((value for value, _ in numbers if value), None)
    if zero and untaxed is not None and any(rate == 0 for rate in rates):
        yield TaxRow(Decimal(0), untaxed, Decimal(0), zero[-1][1], label)


def _rounding(base: Decimal) -> Decimal:
    """How far a tax may be from rate times base: half a cent, and more where many lines were rounded one by one."""
    return max(_HALF_CENT, min(_CENT, abs(base) / 1000), abs(base) / 100_000)


def _headed(sheet: Sheet, line: Line) -> bool:
    """Whether a heading of taxes stands above, nothing but its rows between."""
    for above in reversed(sheet.lines[max(line.position - _REACH, 0) : line.position]):
        if above.page is not line.page:
            return False
        if any(label.means(Name.TAX, Name.TAX_TOTAL, Name.BASE) for label in sheet.on(above)):
            return not list(amounts_in(above.text, sheet.style)) or bool(list(rates_in(above.text)))
    return False


def scheme_of(row: TaxRow) -> tuple[str, str] | None:
    """DIAN's scheme and the name of a Colombian tax by its label."""
    if row.label is None:
        return None
    words = row.label.cell.text.casefold()
    if any(word in words for word in _INC):
        return "04", "INC"
    return ("01", "IVA") if "iva" in words else None
