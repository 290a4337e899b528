"""Amounts beside the words that name them: candidates, from which arithmetic chooses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from functions.finance.extraction.fields.amounts import Amount, amounts_in, rates_in
from functions.finance.extraction.fields.dates import dates_in
from functions.finance.extraction.fields.folding import folded
from functions.finance.extraction.fields.labels import Label
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Cell, Line

NAMED = (
    Name.SUBTOTAL, Name.LINE_TOTAL, Name.TAX, Name.TAX_TOTAL, Name.TOTAL, Name.PAYABLE, Name.PREPAID,
    Name.PRIOR_BALANCE,
    Name.ALLOWANCE, Name.CHARGE, Name.WITHHOLDING,
)  # fmt: skip
_UNSURE, _WITHIN, _SEVERAL, _UNDER, _DOUBTED = 0.6, 0.7, 0.8, 0.85, 0.8
_DEEPEST = 8
_SUMS = frozenset({Name.SUBTOTAL, Name.LINE_TOTAL, Name.TOTAL})
_SUMMED = 0.35
_LONGEST_COLUMN = 40
_ALIGNED = 3.0


@dataclass(frozen=True, eq=False)
class Candidate:
    """An amount that a label names; `weight` is how clearly (0 to 1); `rate` stands beside a tax.

    A `partial` total says of what it is, which may be the document or a part of it.
    """

    name: Name
    value: Decimal
    cell: Cell
    weight: float
    line: Line
    currency: str | None
    rate: Decimal | None = None
    partial: bool = False


def candidates_of(sheet: Sheet, items: frozenset[int]) -> tuple[Candidate, ...]:
    """Every labelled amount outside the tables of items."""
    found: list[Candidate] = []
    for label in sheet.labelled(*NAMED):
        if label.line.position in items or label.prose or _explains(sheet, label):
            continue
        found.extend(_of_label(sheet, label))
    return tuple(_without_parts(found))


def _without_parts(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Without the totals of something that are less than what is to be paid, or than a plain total."""
    wholes = [one.value for one in found if one.name in (Name.TOTAL, Name.PAYABLE) and not one.partial]
    for one in found:
        if not one.partial or not any(one.value < whole for whole in wholes):
            yield one


def _explains(sheet: Sheet, label: Label) -> bool:
    """Whether a tax is only said of the amount that its cell names ("Total incl. 9 % VAT"), or a rate ("VAT % 9")."""
    if not label.means(Name.TAX, Name.TAX_TOTAL):
        return False
    if label.cell.text[label.end :].lstrip(" -.").startswith("%"):
        return True
    if label.leads:
        return False
    return any(
        other.leads and other.end <= label.start and other.means(Name.TOTAL, Name.SUBTOTAL, Name.PAYABLE)
        for other in sheet.labels_of(label.cell)
    )


def _of_label(sheet: Sheet, label: Label) -> Iterator[Candidate]:
    spots = list(_spots(sheet, label))
    factor = 1.0
    if not spots:
        spots = list(_column(sheet, label))
        factor = _UNDER
    if not spots or (sheet.starts(label.cell) is None and not label.leads and len(spots) > 1):
        return
    amount, cell = spots[-1]
    factor *= (_SEVERAL if len(spots) > 1 else 1) * (1 if label.leads else _WITHIN)
    factor *= 1 if amount.sure else _DOUBTED
    rate = next((rate for rate, _, _ in rates_in(label.line.text)), None)
    for name, sure in label.spoken(sheet.language).items():
        if name in NAMED:
            weight = factor * (1 if sure else _UNSURE) * cell.confidence
            weight += _SUMMED if name in _SUMS and _adds_up(sheet, amount.value, cell, label.line) else 0
            partial = name is Name.TOTAL and _of_something(label)
            yield Candidate(name, amount.value, cell, weight, label.line, amount.currency, rate, partial)


def _of_something(label: Label) -> bool:
    """Whether words behind a bare "total" say of what: "Total otros cobros", "Total esta factura"."""
    behind = label.cell.text[label.end :].split("  ")[0]
    words = re.findall(r"[^\W\d_]{4,}", re.split(r"[\d:(]", behind)[0])
    return label.leads and len(folded(label.cell.text[label.start : label.end])) == 1 and len(words) > 1


def _adds_up(sheet: Sheet, total: Decimal, cell: Cell, line: Line) -> bool:
    """Whether the amounts above, in the same column, add up to it: at least two, the nearest first."""
    added, count = Decimal(0), 0
    for above in reversed(sheet.lines[max(line.position - _LONGEST_COLUMN, 0) : line.position]):
        if above.page is not line.page:
            return False
        for other in above.cells:
            last = next(iter(reversed(list(amounts_in(other.text, sheet.style)))), None)
            if last is not None and abs(other.part(last.start, last.end).right - cell.right) < _ALIGNED:
                added += last.value
                count += 1
        if count > 1 and added == total:
            return True
    return False


def _spots(sheet: Sheet, label: Label) -> Iterator[tuple[Amount, Cell]]:
    """The amounts behind the label in its cell, and in the cells beside it up to the next label."""
    text = label.cell.text
    later = [
        other.start for other in sheet.labels_of(label.cell) if other.start >= label.end and not other.means(Name.TAX)
    ]
    end = min(later, default=len(text))
    for amount in _money_in(sheet, text):
        if label.end <= amount.start < end:
            yield amount, label.cell.part(amount.start, amount.end)
    if end == len(text):
        for cell in sheet.beside(label):
            for amount in _money_in(sheet, cell.text):
                yield amount, cell.part(amount.start, amount.end)


def _money_in(sheet: Sheet, text: str) -> Iterator[Amount]:
    """The amounts of a text but parts of dates, and bare numbers where the document writes decimals or thousands."""
    dates = list(dates_in(text))
    for amount in amounts_in(text, sheet.style):
        dated = any(amount.start < written.end and written.start < amount.end for written in dates)
        if not dated and (amount.marked or sheet.style.decimal is None or amount.value == 0):
            yield amount


def _column(sheet: Sheet, label: Label) -> Sequence[tuple[Amount, Cell]]:
    """The last amount of the column under the label, when the column is one amount or adds up to its last."""
    words = label.cell.part(label.start, label.end)
    column: list[tuple[Amount, Cell]] = []
    bottom = label.cell.bottom
    for line in sheet.following(label.line, _DEEPEST):
        if line.box[1] - bottom > 3 * max(label.cell.size, 8):
            break
        found = [
            (amount, part)
            for cell in line.cells
            for amount in _money_in(sheet, cell.text)
            for part in (cell.part(amount.start, amount.end),)
            if min(part.right, words.right) - max(part.left, words.left) > 0 and not _worded(cell)
        ]
        if not found:
            break
        column.append(found[-1])
        bottom = line.box[3]
    values = [amount.value for amount, _ in column]
    if len(values) > 1 and sum(values[:-1]) != values[-1]:
        return []
    return column[-1:]


def _worded(cell: Cell) -> bool:
    letters = sum(char.isalpha() for char in cell.text)
    return letters > 6  # noqa: PLR2004 - more than a currency and a unit
