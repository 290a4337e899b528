"""The numbers that DIAN authorised, as invoices print them; a number among them is confirmed by it.

Written as "Resolución DIAN 18764… de 20/01/2026, vigente hasta 20/01/2028. Numeración autorizada del FE1 al FE5000",
"Autorización de numeración 18764…, prefijo FE, desde 1 hasta 5000, vigencia 24 meses", and in ways between these.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from functions.finance.extraction.fields.dates import dates_in
from functions.finance.extraction.fields.folding import folded
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.layout import Cell, Line

_LINES = 4
_NAMED = ("resoluc", "autoriz", "numerac")
_NUMBER = re.compile(r"(?<!\d)\d{11,14}(?!\d)")
_PREFIX = re.compile(r"\b(?i:prefijo|pref)\b\W{0,3}(?P<prefix>[A-Z0-9]{1,5})\b")
_RANGE = re.compile(
    r"(?<![\w./-])(?:(?P<own>[A-Z][A-Z0-9]{0,4}?)[- ]?)?(?P<first>\d{1,9})"
    r"(?:\s*(?:,\s*)?(?i:al?|hasta)\W{1,3}(?i:el\W)?(?i:n[°ºo.]{0,3}\s)?\s*|(?P<dash>\s?-\s?))"
    r"(?:[A-Z]{1,5}[- ]?)?(?P<last>\d{1,10})(?![\w/-]|\.\d)"
)
_NO_PREFIX = frozenset({"RANGO", "DESDE", "DEL", "DE", "AL", "NO", "NRO", "NUM", "N", "EL"})
_MONTHS = re.compile(r"(?i)\bvig\D{0,20}(?P<months>\d{1,2})\s+meses")
_DATED, _ENDED = 40, 45
_HEAD = 0.45


@dataclass(frozen=True, eq=False)
class Authorised:
    """A range of numbers with its prefix ("" for none), and its first and last day, where they are printed."""

    resolution: str
    prefix: str
    first: int
    last: int
    valid_from: date | None
    valid_to: date | None
    cell: Cell

    def covers(self, number: str) -> bool:
        """Whether a number is one of these by prefix and range; a range without a prefix tells too little."""
        plain = re.sub(r"[^A-Z0-9]", "", number.upper())
        digits = plain.removeprefix(self.prefix)
        named = bool(self.prefix) and plain.startswith(self.prefix)
        return named and digits.isdigit() and self.first <= int(digits) <= self.last


def authorised_in(sheet: Sheet) -> Authorised | None:
    """The authorisation that the pages print, if its number and its range can be read."""
    if not sheet.colombian:
        return None
    return next(_authorised(sheet), None)


def only_authorised(sheet: Sheet, authorised: Authorised) -> tuple[str, Cell] | None:
    """The number on the upper part of the first page that is authorised, if there is no other on any page.

    First and last of the range are what its own text says; a number with more digits behind it is not whole.
    """
    if not authorised.prefix:
        return None
    written = re.compile(rf"(?<![\w-]){re.escape(authorised.prefix)}\s?-?\s?(\d{{1,10}})(?!\w)(?=(\s?-?\s?\d)?)")
    found = {
        int(match[1]): (line, match, cell.part(match.start(), match.end()))
        for line in sheet.lines
        for cell in line.cells
        for match in written.finditer(cell.text)
        if authorised.first < int(match[1]) < authorised.last
    }
    if len(found) != 1:
        return None
    ((line, match, cell),) = found.values()
    high = line.page is sheet.pages[0] and line.box[1] < _HEAD * line.page.height
    return (re.sub(r"\s", "", match.group()), cell) if high and match[2] is None else None


def _authorised(sheet: Sheet) -> Iterator[Authorised]:
    for line in sheet.lines:
        number = _NUMBER.search(line.text)
        if number is None or not _is_named(sheet, line):
            continue
        lines = (line.text[number.end() :], *(below.text for below in sheet.following(line, _LINES)))
        behind = " ".join(" ".join(lines).split())
        numbers = next(filter(_is_range, _RANGE.finditer(behind)), None)
        if numbers is not None:
            first_day, last_day = _validity(sheet, behind)
            yield Authorised(
                resolution=number.group(),
                prefix=_prefix(behind, numbers),
                first=int(numbers["first"]),
                last=int(numbers["last"]),
                valid_from=first_day,
                valid_to=last_day,
                cell=line.cells[0],
            )


def _is_named(sheet: Sheet, line: Line) -> bool:
    """Whether words on the number's line, or on the one above, say that it is an authorisation."""
    lines = [other for other in sheet.lines[max(line.position - 1, 0) : line.position + 1] if other.page is line.page]
    return any(word.startswith(_NAMED) for other in lines for word in folded(other.text))


def _is_range(numbers: re.Match[str]) -> bool:
    """From less to more; a dash alone stands between many numbers, but behind a prefix."""
    return int(numbers["first"]) < int(numbers["last"]) and not (numbers["dash"] and _own(numbers) is None)


def _prefix(text: str, numbers: re.Match[str]) -> str:
    """As it is named, else as it stands before the numbers."""
    stated = _PREFIX.search(text[: numbers.start("first")])
    return stated["prefix"] if stated is not None else _own(numbers) or ""


def _own(numbers: re.Match[str]) -> str | None:
    return None if numbers["own"] in _NO_PREFIX else numbers["own"]


def _validity(sheet: Sheet, text: str) -> tuple[date | None, date | None]:
    """The day of the authorisation, and the last one of its validity, stated as a day or in months."""
    days = list(dates_in(text))
    if not days or days[0].start > _DATED:
        return None, None
    begun = days[0].read(sheet.order)
    if (
        len(days) > 1
        and days[1].start - days[0].end <= _ENDED
        and re.search(r"(?i)\b(?:hasta|al?|vence)\W*$", text[days[0].end : days[1].start])
    ):
        return begun, days[1].read(sheet.order)
    months = _MONTHS.search(text)
    return begun, _later(begun, int(months["months"])) if begun and months else None


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
