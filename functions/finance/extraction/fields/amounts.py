"""Amounts as they are written: 251.200, 1.234,56, 1,234.56, 1'234.50, 120 000,00 €, $ 370,600, 12.00-, (12.00)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

_GROUP = 3
_CODES = "EUR|USD|COP|GBP|CHF|MXN|BRL|PEN|CLP|ARS|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|JPY|CNY|INR|SGD|ZAR|RON"
_SIGNS = r"US\$|COP\s?\$|R\$|[$€£¥]|CHF|Fr\.|zł"
_MONEY = rf"(?:{_SIGNS}|\b(?:{_CODES})(?![A-Za-z]))"
_SPACE = "[ \u00a0\u202f]"
_DIGITS = (
    rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+[.,]\d{{2}}(?!\d)|\d{{1,3}}(?:[.,'\u2019]\d{{3}})+(?:[.,]\d{{1,4}})?(?!\d)"
    r"|\d+(?:[.,]\d{1,6})?"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,/#:&@'-])(?P<open>\()?(?P<sign>[-+\u2212\u2013])?\s?(?P<before>{_MONEY})?\s?(?P<inner>[-\u2212])?\s?"
    rf"(?P<number>{_DIGITS})(?:,-|\.-)?(?P<trail>-(?!\d)|\))?(?!\w|[.,:/]\w|{_SPACE}?%|-\d)(?:\s?(?P<after>{_MONEY}))?"
)
_RATE = re.compile(rf"(?<![\w.,])(\d{{1,2}}(?:[.,]\d{{1,4}})?){_SPACE}?%")
_MINUS = frozenset("-\u2212\u2013")
_ISO = {
    "€": "EUR", "£": "GBP", "US$": "USD", "R$": "BRL", "FR.": "CHF", "ZŁ": "PLN", "¥": "JPY", "COP$": "COP",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """Which sign parts the decimals in this document: "," or "."; None when nothing shows it."""

    decimal: str | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that may be money.

    `currency` is its ISO code when the sign says it, "$" when it only says dollars or pesos. `marked` is one with a
    currency or decimals; `sure` is false when its only separator could also be the other kind.
    """

    value: Decimal
    currency: str | None
    start: int
    end: int
    marked: bool
    sure: bool


def style_of(texts: Iterable[str]) -> Style:
    """The style of most self-evident numbers: those with two kinds of separators, or other than three decimals.

    Where there is none, several numbers with three digits behind the same sign show that it parts thousands.
    """
    votes: Counter[str] = Counter()
    grouping: Counter[str] = Counter()
    for text in texts:
        for match in _AMOUNT.finditer(text):
            number = match["number"]
            point = _evident_point(number)
            if point:
                votes[point] += 1
            elif grouped := _grouping(number):
                votes["." if grouped == "," else ","] += number.count(grouped) > 1
                grouping["." if grouped == "," else ","] += 1
    best = [(count, point) for point, count in votes.items() if count]
    if best:
        return Style(max(best)[1])
    ((point, count),) = grouping.most_common(1) or [("", 0)]
    return Style(point if count > 1 and len(grouping) == 1 else None)


def amounts_in(text: str, style: Style) -> Iterator[Amount]:
    """The amounts of a text from left to right; percentages are none."""
    for match in _AMOUNT.finditer(text):
        number = match["number"]
        value, sure = _value(number, style)
        closed = match["open"] and match["trail"] == ")"
        negative = closed or match["trail"] == "-" or match["sign"] in _MINUS or match["inner"] is not None
        currency = _currency(match["before"] or match["after"])
        yield Amount(
            value=-value if negative else value,
            currency=currency,
            start=match.start("number") if not match["before"] else match.start("before"),
            end=match.end("after") if match["after"] else match.end("number"),
            marked=currency is not None or not number.isdigit(),
            sure=sure,
        )


def rates_in(text: str) -> Iterator[tuple[Decimal, int, int]]:
    """Percentages with where they stand."""
    for match in _RATE.finditer(text):
        yield Decimal(match[1].replace(",", ".")), match.start(), match.end()


def _value(number: str, style: Style) -> tuple[Decimal, bool]:
    point = _evident_point(number)
    separators = [char for char in number if not char.isdigit()]
    if point:
        return _parsed(number, point), True
    if len(separators) != 1 or separators[0] not in ".,":
        return _parsed(number, None), True
    if style.decimal == separators[0]:
        return _parsed(number, separators[0]), False
    return _parsed(number, None), style.decimal is not None


def _evident_point(number: str) -> str | None:
    """The decimal sign of a number that shows it: the last of two kinds, or one without three digits behind it."""
    separators = [char for char in number if not char.isdigit()]
    if not separators or separators[-1] not in ".,":
        return None
    behind = len(number) - number.rindex(separators[-1]) - 1
    if len(set(separators)) > 1 and separators.count(separators[-1]) == 1:
        return separators[-1]
    leading_zero = number.startswith("0")
    return separators[-1] if len(separators) == 1 and (behind != _GROUP or leading_zero) else None


def _grouping(number: str) -> str | None:
    separators = {char for char in number if not char.isdigit()}
    return separators.pop() if len(separators) == 1 and separators <= {".", ","} else None


def _parsed(number: str, point: str | None) -> Decimal:
    whole, _, decimals = number.rpartition(point) if point else (number, "", "")
    digits = "".join(char for char in whole if char.isdigit())
    return Decimal(f"{digits or 0}.{decimals}" if decimals else digits)


def _currency(sign: str | None) -> str | None:
    if sign is None:
        return None
    plain = sign.upper().replace(" ", "")
    return _ISO.get(plain, plain)
