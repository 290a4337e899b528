"""Hours of campaigns, and times that are offered for meetings."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from functions.calls.domain.windows import Window, free_slots, is_open

BOGOTA = "America/Bogota"
WEEK = Window(days=(0, 1, 2, 3, 4), opens=time(9), closes=time(17))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BOGOTA))


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-11-23T08:59:59", False),
        ("2026-11-23T09:00:00", True),
        ("2026-11-23T16:59:59", True),
        ("2026-11-23T17:00:00", False),
        ("2026-11-22T10:00:00", False),
    ],
)
def test_a_window_is_half_open_and_local(moment: str, open_: bool) -> None:  # noqa: FBT001
    assert is_open([WEEK], at(moment).astimezone(UTC), BOGOTA) is open_


def test_no_window_is_always_open_and_one_that_never_opens_is_none() -> None:
    assert is_open([], at("2026-11-22T03:00:00"), BOGOTA)
    with pytest.raises(ValidationError):
        Window(days=(0,), opens=time(17), closes=time(9))


def test_two_times_are_offered_on_two_half_days_and_not_what_is_taken() -> None:
    friday = at("2026-11-20T15:30:00")
    taken = [at("2026-11-23T09:00:00")]
    found = free_slots([WEEK], taken=taken, after=friday, zone=BOGOTA, minutes=30)
    assert [slot.isoformat() for slot in found] == ["2026-11-23T09:30:00-05:00", "2026-11-23T12:00:00-05:00"]
