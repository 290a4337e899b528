"""An element with its path: asks for values and gets them with their evidence."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from lxml import etree

from functions.finance.extraction.values import Absence, Evidence, Money, Source, Value

T = TypeVar("T")

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_NAMESPACES = {
    "cbc": f"{_UBL}CommonBasicComponents-2",
    "cac": f"{_UBL}CommonAggregateComponents-2",
    "ext": f"{_UBL}CommonExtensionComponents-2",
}
_DECIMAL = re.compile(r"[+-]?(\d{1,24}(\.\d{0,12})?|\.\d{1,12})", re.ASCII)
_INTEGER = re.compile(r"\d{1,18}", re.ASCII)
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2}|T.*)?", re.ASCII)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Node:
    """One element, where it stands and what kind of document it belongs to.

    Paths are `prefix:Name/prefix:Name`, or `@name` for an attribute; a prefix that is not UBL's matches any namespace.
    Of several paths, the first that holds text wins.
    """

    element: etree._Element
    path: str
    source: Source
    confidence: float = 1.0

    def child(self, path: str) -> "Node | None":
        """The first element at the path."""
        found = self.element.find(_clark(path))
        return None if found is None else Node(found, f"{self.path}/{path}", self.source, self.confidence)

    def children(self, path: str) -> Iterator["Node"]:
        """Every element at the path, in document order."""
        for position, found in enumerate(self.element.findall(_clark(path)), start=1):
            yield Node(found, f"{self.path}/{path}[{position}]", self.source, self.confidence)

    def raw(self, *paths: str) -> str | None:
        """The text at the first path that has any, with outer space removed; for decisions, not for values."""
        return next((text for path in paths if (text := self._text_at(path))), None)

    def text(self, *paths: str, sure: float = 1.0) -> Value[str]:
        """The text, its runs of space made one; `sure` lowers confidence where the path is second choice."""
        return self._value(paths, lambda text: " ".join(text.split()), sure)

    def decimal(self, *paths: str) -> Value[Decimal]:
        """A plain decimal number (no exponent, no thousands separator)."""
        return self._value(paths, decimal_of)

    def integer(self, *paths: str) -> Value[int]:
        """A whole number."""
        return self._value(paths, integer_of)

    def date(self, *paths: str) -> Value[date]:
        """An ISO date, with or without a zone that is ignored, or the eight digits of format 102."""
        return self._value(paths, date_of)

    def time(self, *paths: str) -> Value[time]:
        """A time of day with its offset."""
        return self._value(paths, time_of)

    def flag(self, *paths: str) -> Value[bool]:
        """A boolean of XML Schema."""
        return self._value(paths, {"true": True, "1": True, "false": False, "0": False}.__getitem__)

    def money(self, path: str, currency: str | None) -> Value[Money]:
        """An amount in the currency that it names, else in `currency`."""
        own = self.raw(f"{path}/@currencyID")
        stated = own if own and _CURRENCY.fullmatch(own) else currency
        return self._value((path,), lambda text: Money(amount=decimal_of(text), currency=stated))

    def _value(self, paths: tuple[str, ...], parse: Callable[[str], T], sure: float = 1.0) -> Value[T]:
        for path in paths:
            if text := self._text_at(path):
                evidence = Evidence(path=f"{self.path}/{path}", text=text)
                try:
                    return Value.found(parse(text), self.source, evidence, self.confidence * sure)
                except (ValueError, KeyError):
                    return Value.absent(Absence.UNREADABLE, evidence)
        return Value.absent()

    def _text_at(self, path: str) -> str | None:
        place, at, attribute = path.partition("@")
        target = self.element.find(_clark(place.rstrip("/"))) if place else self.element
        if target is None:
            return None
        text = target.get(attribute) if at else target.text
        return text.strip() if text else None


def decimal_of(text: str) -> Decimal:
    """The number of an xs:decimal.

    Raises:
        ValueError: not one, or longer than any amount.
    """
    if not _DECIMAL.fullmatch(text):
        raise ValueError("not a plain decimal number")
    return Decimal(text)


def integer_of(text: str) -> int:
    """The number of up to eighteen digits.

    Raises:
        ValueError: not one.
    """
    if not _INTEGER.fullmatch(text):
        raise ValueError("not a whole number")
    return int(text)


def date_of(text: str) -> date:
    """The day of an xs:date, an xs:dateTime or a format-102 date.

    Raises:
        ValueError: neither, or no day of the calendar.
    """
    if compact := _COMPACT_DATE.fullmatch(text):
        return date(*(int(part) for part in compact.groups()))
    iso = _DATE.fullmatch(text)
    if iso is None:
        raise ValueError("not a date")
    return date.fromisoformat(iso.group(1))


def time_of(text: str) -> time:
    """The time of an xs:time.

    Raises:
        ValueError: not one.
    """
    if not _TIME.fullmatch(text):
        raise ValueError("not a time")
    return time.fromisoformat(text)


@lru_cache(maxsize=1024)
def _clark(path: str) -> str:
    steps = []
    for step in path.split("/"):
        prefix, colon, name = step.rpartition(":")
        steps.append(f"{{{_NAMESPACES.get(prefix, '*')}}}{name}" if colon else step)
    return "/".join(steps)
