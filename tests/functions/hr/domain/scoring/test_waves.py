"""Waves: their ends, how often people are asked, and which of their answers counts."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.hr.domain.scoring.waves import Wave, effect_of, month_of, refuse_too_soon

BOGOTA = timezone(timedelta(hours=-5))


def a_wave(opens: datetime, days: int) -> Wave:
    return Wave(opens, opens + timedelta(days=days))


START = datetime(2026, 3, 1, tzinfo=UTC)


def test_a_month_begins_and_ends_in_the_time_of_the_company() -> None:
    wave = month_of(datetime(2026, 12, 1, 4, 59, tzinfo=UTC), BOGOTA)
    assert wave == Wave(datetime(2026, 11, 1, tzinfo=BOGOTA), datetime(2026, 12, 1, tzinfo=BOGOTA))
    assert month_of(datetime(2026, 12, 1, 5, tzinfo=UTC), BOGOTA).closes == datetime(2027, 1, 1, tzinfo=BOGOTA)


@settings(deadline=None)  # the machine may be busy
@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_moment_lies_in_its_month_and_the_next_one_may_follow(at: datetime) -> None:
    wave = month_of(at, BOGOTA)
    assert wave.is_open(at)
    assert not wave.is_open(wave.closes)
    following = month_of(wave.closes, BOGOTA)
    assert following.opens == wave.closes
    refuse_too_soon(wave, following)


@pytest.mark.parametrize(
    ("following", "told"),
    [
        (a_wave(START + timedelta(days=27), 7), "28 days"),
        (a_wave(START + timedelta(days=6), 7), "still open"),
        (a_wave(START + timedelta(days=40), 0), "closes after"),
        (a_wave(START - timedelta(days=40), 7), "still open"),
    ],
)
def test_nobody_is_asked_again_too_soon(following: Wave, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        refuse_too_soon(a_wave(START, 7), following)


def test_a_wave_may_open_28_days_after_the_last() -> None:
    refuse_too_soon(a_wave(START, 28), a_wave(START + timedelta(days=28), 7))


def test_new_answers_supersede_and_the_same_change_nothing() -> None:
    assert effect_of(None, {"cbi.P1": 50}) == "first"
    assert effect_of({"cbi.P1": 50}, {"cbi.P1": 50, "cbi.P2": None}) == "unchanged"
    assert effect_of({"cbi.P1": 50, "cbi.P2": 25}, {"cbi.P1": 50}) == "supersedes"
    assert effect_of({"cbi.P1": 50}, {"cbi.P1": 75}) == "supersedes"
