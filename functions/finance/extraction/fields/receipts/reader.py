"""What a receipt says, as several passes of OCR saw it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from functions.finance.extraction.fields.dates import Order, dates_in
from functions.finance.extraction.fields.folding import folded
from functions.finance.extraction.fields.receipts.evidence import Total, total_of
from functions.finance.extraction.fields.receipts.rows import Role, Row, rows_of
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.vocabulary.places import LEGAL_FORM
from functions.finance.extraction.layout import Cell, Line, Page

T = TypeVar("T")

_NARROW = 1.45
_HEAD = 0.4
_BELIEVED, _LEAD = 1.9, 0.7
_DATE_WORDS = frozenset({"date", "fecha", "datum", "data", "tanggal", "tarikh", "dd", "dated"})
_TIME = re.compile(r"\b\d{1,2}:\d{2}\b")
_TRADE = re.compile(
    r"\b(?:sdn|bhd|enterprise|trading|restoran|restaurante?|supermercados?|supermarket|hardware|pharmacy|farmacia|bakery"
    r"|panader[ií]a|cafeter[ií]a|ferreter[ií]a|droguer[ií]a|papeler[ií]a|almac[eé]n(?:es)?|apotheke|b[aä]ckerei|pte|hotel)\b",
    re.IGNORECASE,
)
_REGISTRATION = re.compile(r"\s*\(?\b[A-Z]{0,3}\d{5,}[- ]?[A-Z]{0,2}\b\)?\W*$|\W+$(?<![.)])")
_CURRENCIES = (
    ("MYR", re.compile(r"\b(?:RM|MYR|RINGGIT)\b|\bSDN\.? ?BHD\b|\(RM\)", re.IGNORECASE)),
    ("SGD", re.compile(r"\bSGD\b|S\$|\bPTE\.? LTD\b", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Found(Generic[T]):
    """A value with where it stands and how sure we are."""

    value: T
    cell: Cell
    confidence: float


@dataclass(frozen=True)
class Receipt:
    """The values that the passes support together; None where they do not."""

    total: Total | None
    issued: Found[date] | None
    seller: Found[str] | None
    currency: Found[str] | None
    is_slip: bool


def read_receipt(passes: Sequence[Page]) -> Receipt:
    """Read one page as several passes of OCR saw it, as a receipt.

    `is_slip` tells whether it is one, by its shape or because money was given and change returned; what a page of
    another kind says under `total` may still confirm what its own reader found.
    """
    sheets = [Sheet((page,)) for page in passes if page.words]
    rows = [rows_of(sheet.lines, sheet.style) for sheet in sheets]
    currency = _currency(sheets)
    return Receipt(
        total=total_of(rows),
        issued=_issued(sheets, currency),
        seller=_seller(sheets),
        currency=currency,
        is_slip=_is_slip(sheets, rows),
    )


def _is_slip(sheets: Sequence[Sheet], rows: Sequence[Sequence[Row]]) -> bool:
    narrow = any(sheet.pages[0].height > _NARROW * sheet.pages[0].width for sheet in sheets)
    given = any(row.role is Role.CHANGE for found in rows for row in found)
    return narrow or given


def _issued(sheets: Sequence[Sheet], currency: Found[str] | None) -> Found[date] | None:
    """The date that most passes and places say; a till prints it with the time, or behind its name."""
    scores: dict[tuple[date, int], float] = {}
    cells: dict[date, Cell] = {}
    for number, sheet in enumerate(sheets):
        order = _order(sheet, currency)
        for line in sheet.lines:
            for value in (written.read(order) for written in dates_in(line.text)):
                if value is not None:
                    cells.setdefault(value, line.cells[0])
                    weight = (
                        1.0 + 0.5 * bool(_TIME.search(line.text)) + 0.25 * bool(_DATE_WORDS & set(folded(line.text)))
                    )
                    scores[value, number] = max(weight, scores.get((value, number), 0.0))
    return _best(_summed(scores), cells)


def _order(sheet: Sheet, currency: Found[str] | None) -> Order:
    """Where a receipt shows no order itself, that of its country."""
    if sheet.order is not Order.UNKNOWN:
        return sheet.order
    return Order.DAY_FIRST if currency or sheet.colombian else Order.UNKNOWN


def _seller(sheets: Sequence[Sheet]) -> Found[str] | None:
    """The first name of a business at the head, if the passes read it alike."""
    scores: dict[tuple[str, int], float] = {}
    cells: dict[str, Cell] = {}
    for number, sheet in enumerate(sheets):
        for name, line in _businesses(sheet):
            cells.setdefault(name, line.cells[0])
            scores[name, number] = 1.0
            break
    return _best(_summed(scores), cells)


def _businesses(sheet: Sheet) -> Iterator[tuple[str, Line]]:
    for line in sheet.lines:
        text = " ".join(line.text.split())
        if line.box[1] > _HEAD * line.page.height:
            return
        if _TRADE.search(text) or LEGAL_FORM.search(text):
            name = _REGISTRATION.sub("", text).strip(" |.-:_*")
            if sum(char.isalpha() for char in name) >= 0.7 * len(name.replace(" ", "")):
                yield name.upper() if text.isupper() else name, line


def _currency(sheets: Sequence[Sheet]) -> Found[str] | None:
    """The currency of a country whose receipts name it otherwise than by its code."""
    for code, mark in _CURRENCIES:
        found = [line for sheet in sheets for line in sheet.lines if mark.search(line.text)]
        if found:
            return Found(code, found[0].cells[0], 0.9)
    return None


def _summed(scores: Mapping[tuple[T, int], float]) -> dict[T, float]:
    sums: dict[T, float] = defaultdict(float)
    for (value, _), score in scores.items():
        sums[value] += score
    return sums


def _best(scores: Mapping[T, float], cells: Mapping[T, Cell]) -> Found[T] | None:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _BELIEVED or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _LEAD):
        return None
    value, score = ranked[0]
    return Found(value, cells[value], min(0.95, 0.7 + 0.08 * score))
