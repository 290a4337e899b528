"""Holidays by rule agree with a calendar that others keep."""

from datetime import date

import holidays as calendar
import pytest

from shared.contact.holidays import easter, holidays


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_colombia(year: int) -> None:
    assert sorted(holidays("CO", year)) == sorted(calendar.country_holidays("CO", years=year))


def test_colombia_has_nineteen_in_2026_and_the_new_one_falls_on_a_monday() -> None:
    assert len(holidays("CO", 2026)) == 19
    assert date(2026, 7, 13) in holidays("CO", 2026)
    assert date(2025, 7, 14) not in holidays("CO", 2025)


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2029, 2032])
@pytest.mark.parametrize("state", ["AL", "LA", "PA", "RI"])
def test_states_have_theirs_and_those_of_the_union(state: str, year: int) -> None:
    theirs = set(calendar.country_holidays("US", subdiv=state, years=year))
    union = set(calendar.country_holidays("US", years=year))
    inauguration = {date(year, 1, day) for day in (20, 21)}  # of the District of Columbia and one parish
    assert theirs - inauguration <= holidays(f"US-{state}", year) <= theirs | union


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day
