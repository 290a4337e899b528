"""What each line of a receipt states: its words name a role, its last amount is the value."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from functions.finance.extraction.fields.amounts import Style, amounts_in
from functions.finance.extraction.fields.folding import folded
from functions.finance.extraction.fields.receipts import vocabulary as known
from functions.finance.extraction.layout import Cell, Line


class Role(StrEnum):
    """What a line of a receipt is about; ITEM is any other line with an amount."""

    TOTAL = "total"
    NET = "net"
    TAX = "tax"
    ROUNDING = "rounding"
    PAID = "paid"
    CHANGE = "change"
    DISCOUNT = "discount"
    SERVICE = "service"
    COUNT = "count"
    ITEM = "item"


@dataclass(frozen=True, eq=False)
class Row:
    """A line with its role and its amounts from left to right; `cell` is where the last one stands."""

    role: Role
    position: int
    amounts: tuple[Decimal, ...]
    cell: Cell

    @property
    def value(self) -> Decimal:
        return self.amounts[-1]


_LONG_ENOUGH = 5
_NEXT_LINE = 1.6
_KEYWORDS = tuple(
    word
    for word in sorted(
        known.TOTALS
        | known.CHANGE
        | known.ROUNDING
        | known.INCLUSIVE
        | known.EXCLUSIVE
        | {"subtotal", "discount", "amount"}
    )
    if len(word) >= _LONG_ENOUGH
)
_TORN = re.compile(r"(?<=\d)([.,])\s+(?=\d{2}(?!\d))|(?<=\d)\s+([.,])(?=\d{2}(?!\d))")
_GLUED = re.compile(r"\b(?:RM|Rs|S\$|Rp)\s?(?=\d)|(?<=[A-Za-z)])[:;](?=[\d$-])|[*=~_]")
_READ_AS = str.maketrans("0158", "oisb")


def rows_of(lines: Sequence[Line], style: Style) -> tuple[Row, ...]:
    """The lines that state an amount; a label whose line has none takes the bare amount beside it."""
    found: list[Row] = []
    pending: tuple[Role, Line] | None = None
    for line in lines:
        text = mended(line.text)
        role = role_of(text)
        values = tuple(amount.value for amount in amounts_in(text, style) if amount.marked)
        bare = role is None and not re.search(r"[^\W\d_]{2}", text)
        if values and bare and pending and _near(pending[1], line):
            found.append(Row(pending[0], line.position, values, line.cells[-1]))
        elif values:
            found.append(Row(role or Role.ITEM, line.position, values, line.cells[-1]))
        pending = (role, line) if role and not values else None
    return tuple(found)


def mended(text: str) -> str:
    """The text with amounts made whole that OCR tore ("20, 00"), and freed from what sticks to them ("RM9.60")."""
    return _TORN.sub(lambda match: match[1] or match[2], _GLUED.sub(" ", text))


def role_of(text: str) -> Role | None:
    """What the words of a line make of its amount."""
    words = [_corrected(word) for word in folded(text)]
    said, phrase = set(words), " ".join(words)
    for role, names in ((Role.CHANGE, known.CHANGE), (Role.ROUNDING, known.ROUNDING)):
        if said & names:
            return role
    if "subtotal" in said or "sub total" in phrase or "zwischensumme" in said:
        return Role.NET
    if said & known.TOTALS or any(owed in phrase for owed in known.OWED):
        return _of_total(said)
    for role, names in (
        (Role.DISCOUNT, known.DISCOUNTS),
        (Role.SERVICE, known.SERVICE),
        (Role.PAID, known.PAID),
        (Role.TAX, known.TAXES),
    ):
        if said & names:
            return role
    return None


def _of_total(said: set[str]) -> Role:
    """Totals of something else than what is owed: of pieces, of discounts, before tax, of tax."""
    if said & known.COUNTS:
        return Role.COUNT
    if said & known.DISCOUNTS:
        return Role.DISCOUNT
    if said & known.EXCLUSIVE and not said & known.INCLUSIVE and "payable" not in said:
        return Role.NET
    if said & known.TAXES and not said & known.INCLUSIVE and not said & {"payable", "sales", "amount", "pagar"}:
        return Role.TAX
    return Role.TOTAL


def _corrected(word: str) -> str:
    """A word that is one misread letter away from one that matters is that word."""
    if word in _KEYWORDS or len(word) < _LONG_ENOUGH or word.isdigit():
        return word
    plain = word.translate(_READ_AS)
    return next((keyword for keyword in _KEYWORDS if _one_letter_apart(plain, keyword)), word)


def _one_letter_apart(word: str, other: str) -> bool:
    if len(word) == len(other):
        return sum(a != b for a, b in zip(word, other, strict=True)) <= 1
    shorter, longer = sorted((word, other), key=len)
    if len(longer) - len(shorter) != 1:
        return False
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _near(label: Line, line: Line) -> bool:
    height = label.box[3] - label.box[1]
    return label.page is line.page and line.box[1] - label.box[3] < _NEXT_LINE * height


def items_before(rows: Sequence[Row], end: int) -> Iterator[Row]:
    """The rows of items above a position."""
    return (row for row in rows if row.role is Role.ITEM and row.position < end)
