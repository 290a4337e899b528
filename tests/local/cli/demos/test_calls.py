"""The demo of calls: where its people live, and what it takes for a good end."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from local.cli.api import Api
from local.cli.demos import Wishes
from local.cli.demos.calls.desk import Called, Somebody
from local.cli.demos.calls.expected import OUTCOMES
from local.cli.demos.calls.places import PLACES, Place
from local.cli.demos.calls.run import run
from local.cli.demos.calls.shown import is_as_expected
from local.cli.errors import Trouble
from local.vendors.twilio.personas.book import Book
from shared.contact.facts import ConsentForm
from shared.contact.numbers import read_number
from tests.local.cli.builders import a_stack
from tests.local.cli.demos.test_invoices import silent
from tests.shared.contact.people import Lead, consent, in_colombia, in_state

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def somebody_in(place: Place) -> Lead:
    if place.country == "US":
        return in_state(place.region)
    if place.hours is None:
        return in_colombia()
    begins, ends = map(time.fromisoformat, place.hours)
    return in_colombia().of(consents=(consent(form=ConsentForm.WRITTEN, hours_from=begins, hours_to=ends),))


@pytest.mark.parametrize(
    ("day", "hours"),
    [(0, range(5, 24)), (1, range(24)), (3, range(24)), (5, range(24)), (6, [0, 4, 6, 13, 20, 23])],
    ids=["monday", "tuesday", "thanksgiving", "saturday", "sunday"],
)
def test_somewhere_people_may_be_called(day: int, hours: list[int]) -> None:
    for hour in hours:
        now = MONDAY + timedelta(days=day, hours=hour)
        assert any(somebody_in(place).asks(now).allow for place in PLACES), now


@pytest.mark.parametrize("hour", [7, 12])
def test_and_at_some_hours_of_sunday_nowhere(hour: int) -> None:
    now = MONDAY + timedelta(days=6, hours=hour)
    found = [somebody_in(place).asks(now) for place in PLACES]
    assert not any(decision.allow for decision in found)
    assert all(decision.retry_at for decision in found)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_numbers_are_those_of_the_country(place: Place) -> None:
    numbers = [read_number(number) for number in place.numbers_at_random()]
    assert {(number.valid, number.country) for number in numbers} == {(True, place.country)}


def test_everybody_who_is_called_is_in_the_book_and_something_is_expected_of_them() -> None:
    for language in ("es", "en"):
        names = {name.removesuffix(f"-{language}") for name in Book().personas if name.endswith(f"-{language}")}
        assert set(OUTCOMES) <= names


def test_who_wants_no_calls_must_be_refused_afterwards() -> None:
    who = Somebody("opt-out", "…", "+573005552000", PLACES[0], "c1", {"allow": True})
    called = Called(who, detail={"status": "completed", "outcome": "do_not_call"})
    assert not is_as_expected(called)
    assert is_as_expected(replace(called, again={"code": "suppressed"}))
    assert not is_as_expected(replace(called, again={"code": "answered 202"}))


def test_a_cloud_without_a_voice_says_so() -> None:
    with pytest.raises(Trouble, match="no voice"):
        run(a_stack(), Api("http://127.0.0.1:9"), silent(), Wishes())


def test_a_language_that_nobody_speaks_is_refused() -> None:
    with pytest.raises(Trouble, match="Nobody speaks 'fr'"):
        run(a_stack(), Api("http://127.0.0.1:9"), silent(), Wishes(language="fr"))
