"""Public holidays by rule, never typed: Colombia, and the states of the USA whose hours depend on them."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

_MONDAY, _TUESDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 1, 3, 5, 6
_DAY = timedelta(days=1)
_CHIQUINQUIRA_SINCE = 2026


def is_holiday(calendar: str, day: date) -> bool:
    """Whether nobody may be called on this day.

    Raises:
        KeyError: there is no such calendar.
    """
    return day in holidays(calendar, day.year)


@cache
def holidays(calendar: str, year: int) -> frozenset[date]:
    """The holidays of a year, by the calendar `CO` or that of a state, like `US-AL`.

    Raises:
        KeyError: there is no such calendar.
    """
    if calendar == "CO":
        return frozenset(_colombia(year))
    of_state = _STATES[calendar.removeprefix("US-")]
    days = {day for each in (year, year + 1) for day in (*_federal(each), *of_state(each))}
    observed = {_observed(day) for each in (year, year + 1) for day in _fixed_federal(each)}
    return frozenset(day for day in days | observed if day.year == year)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    Source: Meeus, Jones and Butcher, in Meeus, Astronomical Algorithms, chapter 8.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def _colombia(year: int) -> Iterator[date]:
    """Ley 51 de 1983, art. 1 and 2; Our Lady of Chiquinquirá (9 July) since Ley 2578 de 2026."""
    for month, day in ((1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25)):
        yield date(year, month, day)
    for month, day in ((1, 6), (3, 19), (6, 29), (8, 15), (10, 12), (11, 1), (11, 11)):
        yield _monday_from(date(year, month, day))
    if year >= _CHIQUINQUIRA_SINCE:
        yield _monday_from(date(year, 7, 9))
    for distance in (-3, -2, 43, 64, 71):
        yield easter(year) + distance * _DAY


def _federal(year: int) -> Iterator[date]:
    """5 USC 6103."""
    yield from _fixed_federal(year)
    yield _nth(year, 1, _MONDAY, 3)
    yield _nth(year, 2, _MONDAY, 3)
    yield _last_monday_of_may(year)
    yield _nth(year, 9, _MONDAY, 1)
    yield _nth(year, 10, _MONDAY, 2)
    yield _nth(year, 11, _THURSDAY, 4)


def _fixed_federal(year: int) -> Iterator[date]:
    for month, day in ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25)):
        yield date(year, month, day)


def _alabama(year: int) -> Iterator[date]:
    yield _nth(year, 4, _MONDAY, 4)
    yield _nth(year, 6, _MONDAY, 1)


def _louisiana(year: int) -> Iterator[date]:
    yield easter(year) - 47 * _DAY
    yield easter(year) - 2 * _DAY
    if year % 2 == 0:
        yield _nth(year, 11, _MONDAY, 1) + _DAY


def _pennsylvania(year: int) -> Iterator[date]:
    yield _nth(year, 11, _THURSDAY, 4) + _DAY


def _rhode_island(year: int) -> Iterator[date]:
    yield _nth(year, 8, _MONDAY, 2)


_STATES = {"AL": _alabama, "LA": _louisiana, "PA": _pennsylvania, "RI": _rhode_island}


def _monday_from(day: date) -> date:
    return day + (-day.weekday() % 7) * _DAY


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (n - 1)) * _DAY


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - last.weekday() * _DAY


def _observed(day: date) -> date:
    if day.weekday() == _SATURDAY:
        return day - _DAY
    return day + _DAY if day.weekday() == _SUNDAY else day
