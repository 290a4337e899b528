"""Dates as they are written in six languages; which of two readings is right is the document's evidence, not ours."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from functions.finance.extraction.fields.folding import folded

_MONTHS = (
    "january enero januar janvier januari janeiro jan ene janv jaen",
    "february febrero februar fevrier februari fevereiro feb fev fevr",
    "march marzo marz mars maart marco mar mrz mrt maerz",
    "april abril avril apr abr avr",
    "may mayo mai mei maio",
    "june junio juni juin junho jun",
    "july julio juli juillet julho jul juil",
    "august agosto aout augustus aug ago",
    "september septiembre septembre setembro sep sept set setiembre",
    "october octubre oktober octobre outubro oct okt out",
    "november noviembre novembre novembro nov",
    "december diciembre dezember decembre dezembro dec dic dez",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_LINK = r"(?:\s*[-./]\s*|\s+(?:de\s+|del\s+|of\s+)?)"
_ISO = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?=T|\b)(?![\d/-])")
_COMPACT = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?![\d/-]|\.\d)"
)
_SPACED = re.compile(r"(?<![\d.,])(?P<day>\d{1,2})\s?\.\s(?P<month>\d{1,2})\s?\.\s?(?P<year>\d{4})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<![\d.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?{_LINK}{_NAME}"
    rf"(?:\s*[-./]\s*|,?\s+(?:de\s+|del\s+|of\s+)?)(?P<year>\d{{4}}|\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_NAME}[\s.-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s,.-]+(?:de\s+|del\s+)?(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_YEARS = range(1990, 2100)


class Order(StrEnum):
    """How a document writes numeric dates; unknown when nothing shows it."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Written:
    """A date in a text: its readings, day first before month first; one when only one is possible."""

    readings: tuple[date, ...]
    start: int
    end: int

    def read(self, order: Order) -> date | None:
        """The date under an order; None when both are possible and the order is unknown."""
        if len(set(self.readings)) == 1:
            return self.readings[0]
        if order is Order.UNKNOWN:
            return None
        return self.readings[0] if order is Order.DAY_FIRST else self.readings[1]


def dates_in(text: str) -> Iterator[Written]:
    """The dates of a text from left to right."""
    taken: list[Written] = []
    for pattern in (_ISO, _COMPACT, _SPACED, _DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            readings = _readings(match, pattern)
            overlaps = any(match.start() < other.end and other.start < match.end() for other in taken)
            if readings and not overlaps:
                taken.append(Written(readings, match.start(), match.end()))
    yield from sorted(taken, key=lambda written: written.start)


def order_of(texts: Iterable[str], *, month_first_country: bool | None) -> Order:
    """The order that the document's own dates show, else what its country uses (None: the country is not known).

    A document whose dates show both orders shows none.
    """
    days, months = 0, 0
    for text in texts:
        for match in _COMPACT.finditer(text):
            first, second = int(match["day"]), int(match["month"])
            dotted = match["sign"] == "."
            days += dotted or (first > 12 >= second)  # noqa: PLR2004 - months
            months += not dotted and second > 12 >= first  # noqa: PLR2004
    if bool(days) != bool(months):
        return Order.DAY_FIRST if days else Order.MONTH_FIRST
    if (days and months) or month_first_country is None:
        return Order.UNKNOWN
    return Order.MONTH_FIRST if month_first_country else Order.DAY_FIRST


def _readings(match: re.Match[str], pattern: re.Pattern[str]) -> tuple[date, ...]:
    year = _year(match["year"])
    day = int(match["day"])
    if pattern in (_DAY_FIRST, _MONTH_FIRST):
        words = folded(match["name"])
        month = _MONTH.get(words[0]) if words else None
        return _dates((year, month, day)) if month else ()
    month = int(match["month"])
    if pattern is _COMPACT and match["sign"] != ".":
        return _dates((year, month, day), (year, day, month))
    return _dates((year, month, day))


def _dates(*parts: tuple[int, int, int]) -> tuple[date, ...]:
    found = []
    for year, month, day in parts:
        if year not in _YEARS:
            continue
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(found)


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else 2000 + int(text)  # noqa: PLR2004 - two digits mean this century
