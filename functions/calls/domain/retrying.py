"""When somebody may be called again: another day, at another time of day. Whether the law allows it, the gate says."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

ATTEMPTS = 3
"""For one lead in one campaign."""

NOON = time(12)
MORNING, AFTERNOON = time(9, 30), time(15, 30)

Ended = Literal["busy", "no-answer", "failed"]


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A call that reached nobody.

    Attributes:
        at: when it was dialled.
        number: of this attempt, from 1.
        permanent: the number is none, or may not be called.
    """

    ended: Ended
    at: datetime
    number: int
    permanent: bool = False


def next_attempt(attempt: Attempt, *, zone: str, most: int = ATTEMPTS) -> datetime | None:
    """The earliest time for another attempt; None where there is none.

    Somebody who was busy or did not answer in the morning is called in the afternoon of the next day, and the other
    way round; where the line failed, on the next day.

    Args:
        attempt: the last one.
        zone: of the person.
        most: attempts in all, never more than three.
    """
    if attempt.permanent or attempt.number >= min(most, ATTEMPTS):
        return None
    local = attempt.at.astimezone(ZoneInfo(zone))
    was_morning = local.time() < NOON
    at = AFTERNOON if was_morning and attempt.ended != "failed" else MORNING
    day = local.date() + timedelta(days=1)
    return datetime.combine(day, at, ZoneInfo(zone))
