"""Times that a campaign sets for itself, inside those of the law, and times that it offers for a meeting."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

HORIZON = 14  # days that are looked ahead
NOTICE = timedelta(hours=2)
"""Between a call and the first meeting that it offers."""


def _written(value: object) -> object:
    if isinstance(value, str | time):
        return value
    raise ValueError("is written as 09:30")


Hour = Annotated[time, BeforeValidator(_written)]


class Window(BaseModel):
    """Hours of some days of the week, half open; Monday is 0."""

    model_config = ConfigDict(frozen=True)

    days: Annotated[tuple[Annotated[int, Field(ge=0, le=6)], ...], Field(min_length=1, max_length=7)]
    opens: Hour
    closes: Hour

    @model_validator(mode="after")
    def _is_in_order(self) -> "Window":
        if self.opens.tzinfo or self.closes.tzinfo or self.opens >= self.closes:
            raise ValueError("a window opens before it closes, in local time")
        return self


def is_open(windows: Iterable[Window], at: datetime, zone: str) -> bool:
    """Whether some window is open; no window at all is always open."""
    listed = list(windows)
    local = at.astimezone(ZoneInfo(zone))
    return not listed or any(
        local.weekday() in window.days and window.opens <= local.time().replace(tzinfo=None) < window.closes
        for window in listed
    )


def next_opening(windows: Iterable[Window], at: datetime, zone: str) -> datetime:
    """The first moment from `at` on at which a window is open."""
    listed = list(windows)
    if is_open(listed, at, zone):
        return at
    local = at.astimezone(ZoneInfo(zone))
    days = (local.date() + timedelta(days=ahead) for ahead in range(8))
    openings = (_moment(day, window.opens, zone) for day in days for window in listed if day.weekday() in window.days)
    return min(opening for opening in openings if opening > at)


def free_slots(
    windows: Iterable[Window],
    *,
    taken: Iterable[datetime],
    after: datetime,
    zone: str,
    minutes: int,
    count: int = 2,
    near: datetime | None = None,
) -> list[datetime]:
    """The first free times for a meeting, at most one a half day, so that there is a choice.

    Args:
        windows: when meetings are held.
        taken: when others begin, of the same length.
        after: now.
        zone: of the prospect.
        minutes: of a meeting.
        count: how many at most.
        near: a time that was named: it alone if it is free, else the nearest ones, whatever their half days.
    """
    length = timedelta(minutes=minutes)
    listed, busy = list(windows), sorted(taken)
    if near is not None:
        if is_free(listed, near, taken=busy, after=after + NOTICE, zone=zone, minutes=minutes):
            return [near.astimezone(ZoneInfo(zone))]
        free = [at for at in _starts(listed, after + NOTICE, zone, length) if not _overlaps(at, busy, length)]
        return sorted(sorted(free, key=lambda at: (abs(at - near), at))[:count])
    found: list[datetime] = []
    halves: set[tuple[date, bool]] = set()
    for start in _starts(listed, after + NOTICE, zone, length):
        half = (start.date(), start.hour < 12)  # noqa: PLR2004 - noon
        if half in halves or _overlaps(start, busy, length):
            continue
        halves.add(half)
        found.append(start)
        if len(found) == count:
            break
    return found


def is_free(
    windows: Iterable[Window], at: datetime, *, taken: Iterable[datetime], after: datetime, zone: str, minutes: int
) -> bool:
    """Whether a meeting can begin at a moment: within a window, and beside all others."""
    length = timedelta(minutes=minutes)
    local = at.astimezone(ZoneInfo(zone))
    fits = any(
        local.weekday() in window.days
        and _moment(local.date(), window.opens, zone) <= local
        and local + length <= _moment(local.date(), window.closes, zone)
        for window in windows
    )
    return fits and at >= after and not _overlaps(at, taken, length)


def _overlaps(at: datetime, taken: Iterable[datetime], length: timedelta) -> bool:
    return any(abs(at - other) < length for other in taken)


def _starts(windows: list[Window], after: datetime, zone: str, length: timedelta) -> Iterator[datetime]:
    first = after.astimezone(ZoneInfo(zone)).date()
    for day in (first + timedelta(days=ahead) for ahead in range(HORIZON)):
        for window in sorted(windows, key=lambda one: one.opens):
            start, end = _moment(day, window.opens, zone), _moment(day, window.closes, zone)
            while day.weekday() in window.days and start + length <= end:
                if start >= after:
                    yield start
                start += length


def _moment(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone))
