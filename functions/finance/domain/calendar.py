"""The day it is in Colombia, where there is no daylight saving."""

from datetime import date, datetime, time, timedelta, timezone

COLOMBIA = timezone(timedelta(hours=-5))


def day_in_colombia(at: datetime) -> date:
    """The calendar day of a moment."""
    return at.astimezone(COLOMBIA).date()


def start_of_day(day: date) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(day, time(), COLOMBIA)
