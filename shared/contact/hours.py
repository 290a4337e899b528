"""Lawful hours by a person's clock, as moments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from shared.contact.decision import Code
from shared.contact.holidays import is_holiday
from shared.contact.rows import SUNDAY, Hours, OpenHours

Span = tuple[datetime, datetime]

HORIZON = 40
"""Days that are looked ahead: longer than any run of closed days."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Opening:
    """The hours of one row in one zone, with those that the person's own document adds."""

    row: OpenHours
    zone: str
    region: str | None
    waived: tuple[Hours, ...] = ()

    def span_at(self, at: datetime) -> Span | None:
        """The lawful hours that a moment lies in, half-open, in UTC."""
        return next((span for span in self._spans(self._day(at)) if span[0] <= at < span[1]), None)

    def opens(self, at: datetime) -> datetime | None:
        """The first moment from `at` on at which this row does not forbid; None if there is none in sight."""
        first = self._day(at)
        for day in (first + n * _DAY for n in range(HORIZON)):
            if self.row.has_ended(day):
                return max(at, self._moment(day, time()))
            for start, end in self._spans(day):
                if at < end:
                    return max(at, start)
        return None

    def refusal(self, at: datetime, otherwise: Code) -> Code:
        """What kind of closed moment this is."""
        day = self._day(at)
        if day.weekday() == SUNDAY and SUNDAY not in self.row.days:
            return Code.SUNDAY
        return Code.HOLIDAY if self._is_holiday(day) else otherwise

    def _day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()

    def _is_holiday(self, day: date) -> bool:
        calendar = self.row.calendar(self.region)
        return calendar is not None and is_holiday(calendar, day)

    def _spans(self, day: date) -> Iterator[Span]:
        hours = self.row.days.get(day.weekday())
        if hours is None or self._is_holiday(day):
            return
        for start, end in _joined([hours, *(self.waived if self.row.waivable else ())]):
            yield self._moment(day, start), self._moment(day, end)

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, ZoneInfo(self.zone)).astimezone(UTC)


def midnight_after(day: date, zone: str) -> datetime:
    """When the next day begins."""
    return datetime.combine(day + _DAY, time(), ZoneInfo(zone)).astimezone(UTC)


def local_day(at: datetime, zone: str) -> date:
    """The day by the clocks of a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def _joined(hours: list[Hours]) -> list[Hours]:
    """Hours of one day in order, with those that touch made one."""
    joined: list[Hours] = []
    for start, end in sorted(hours):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
