"""A round goes on over what fails, ends where nobody carries calls, and begins nothing after its time."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.calls.schemas.rounds import HaltReport
from functions.calls.service.in_turn import Place, in_turn
from shared.core.errors import NotConfigured
from shared.core.invocation import new_id

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Clock:
    """Each look at it takes a minute."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> datetime:
        self.looks += 1
        return NOW + timedelta(minutes=self.looks)


def done(report: HaltReport, *failures: Exception | None, minutes: int = 60) -> HaltReport:
    """A round over one thing for each failure; None succeeds."""
    places = {(new_id(), new_id()): failure for failure in failures}

    def do(place: Place, report: HaltReport) -> None:
        if failure := places[place]:
            raise failure
        report.halted += 1

    work = [(do, place) for place in places]
    in_turn(work, report, until=NOW + timedelta(minutes=minutes), now=Clock(), trouble="it fails")
    return report


def test_what_fails_is_counted_and_the_others_go_on() -> None:
    report = done(HaltReport(), None, ValueError("one"), None)
    assert (report.halted, report.failed) == (2, 1)


def test_nothing_is_begun_once_the_time_is_over() -> None:
    report = done(HaltReport(), None, None, None, None, minutes=3)
    assert (report.halted, report.failed) == (2, 0)


def test_where_nobody_carries_calls_it_ends() -> None:
    report = HaltReport()
    with pytest.raises(NotConfigured):
        done(report, None, NotConfigured("no account"), None)
    assert (report.halted, report.failed) == (1, 0)
