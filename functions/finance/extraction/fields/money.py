"""The currency of a document: a code that is printed, a sign, or for "$" the country that the document shows."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.finance.extraction.fields.amounts import amounts_in
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Cell

_CODE = re.compile(r"\b(EUR|USD|COP|GBP|CHF|MXN|BRL|PEN|CLP|ARS|CAD|AUD|SEK|NOK|DKK|PLN|CZK|HUF|JPY)\b")
_WORDS = {"euro": "EUR", "euros": "EUR", "pesos colombianos": "COP", "peso colombiano": "COP", "dollar": "USD"}
_SIGN = re.compile(r"€|£")
_SIGNS = {"€": "EUR", "£": "GBP"}
_OTHER_DOLLARS = re.compile(
    r"\b(?:Canada|Australia|New Zealand|Singapore|Hong Kong|ABN|GST|HST|CAD|AUD|NZD|SGD|HKD|México|MXN|RFC|Chile|"
    r"Argentina)\b"
)


@dataclass(frozen=True, eq=False)
class Currency:
    """An ISO 4217 code with where it stands and how clearly."""

    code: str
    cell: Cell
    weight: float


def codes_in(text: str) -> Iterator[str]:
    """The currencies that a text names by their code or a sign that is of one only."""
    yield from _CODE.findall(text)
    yield from (_SIGNS[sign] for sign in _SIGN.findall(text))


def currency_of(sheet: Sheet, amounts: Sequence[Cell]) -> Currency | None:
    """The currency; `amounts` are the cells of the totals, whose signs say most."""
    return _labelled(sheet) or _signed(sheet, amounts) or _local(sheet, amounts)


def _labelled(sheet: Sheet) -> Currency | None:
    for label in sheet.labelled(Name.CURRENCY):
        text = label.cell.text[label.end :]
        cells = [label.cell] if text.strip() else [*sheet.beside(label)[:1], *sheet.below(label, 1)]
        for cell in cells:
            read = text if cell is label.cell else cell.text
            code = _CODE.search(read)
            word = next((code for name, code in _WORDS.items() if name in read.casefold()), None)
            if code or word:
                return Currency(code.group() if code else str(word), cell, 0.97)
    return None


def _signed(sheet: Sheet, amounts: Sequence[Cell]) -> Currency | None:
    """The only currency that stands beside amounts; of two, the one that stands beside the totals."""
    votes: Counter[str] = Counter()
    places: dict[str, Cell] = {}
    lines = {id(cell): cell for line in sheet.lines for cell in line.cells}
    for cell in lines.values():
        for amount in amounts_in(cell.text, sheet.style):
            if amount.currency and amount.currency != "$":
                votes[amount.currency] += 1
                places.setdefault(amount.currency, cell)
        for code in _CODE.findall(cell.text) if len(cell.words) <= 6 else ():  # noqa: PLR2004 - no prose
            votes[code] += 1
            places.setdefault(code, cell)
        for sign in _SIGN.findall(cell.text):
            votes[_SIGNS[sign]] += 1
            places.setdefault(_SIGNS[sign], cell)
    if not votes:
        return None
    if len(votes) == 1:
        code = next(iter(votes))
        return Currency(code, places[code], 0.95)
    beside = {
        amount.currency
        for cell in amounts
        for amount in amounts_in(cell.text, sheet.style)
        if amount.currency and amount.currency != "$"
    }
    if len(beside) == 1:
        code = beside.pop()
        return Currency(code, places.get(code, amounts[0]), 0.9)
    (first, most), (_, next_most) = votes.most_common(2)
    return Currency(first, places[first], 0.8) if most >= 4 * next_most else None


def _local(sheet: Sheet, amounts: Sequence[Cell]) -> Currency | None:
    dollars = next((cell for line in sheet.lines for cell in line.cells if "$" in cell.text), None)
    if sheet.colombian and sheet.style is not None:
        cell = dollars or (amounts[0] if amounts else None)
        return Currency("COP", cell, 0.85) if cell is not None else None
    if dollars is None or sheet.language not in ("en", None) or _OTHER_DOLLARS.search(sheet.text):
        return None
    return Currency("USD", dollars, 0.85 if sheet.american else 0.75)
