"""What is agreed on in a call: lawful times, meetings that nobody else has, and all of it stored at once."""

import asyncio
from datetime import timedelta

from shared.core.clock import utc_now
from tests.functions.calls.compliance.office import Office
from tests.functions.calls.desk import Company
from tests.functions.calls.talking import lawful_call, office_of, run, sunday


def test_a_call_back_is_offered_when_the_law_allows_it_and_else_at_the_next_such_time(
    hotel: Company, office: Office
) -> None:
    call = office_of(hotel, lawful_call(hotel, office))
    later = call.lawful(sunday())
    assert later is not None
    assert later > sunday()
    assert (later.weekday() < 6, f"{later:%H:%M}") == (True, "07:00")
    assert call.lawful(later) == later


def test_a_call_back_keeps_the_hours_of_its_campaign_too(hotel: Company, office: Office) -> None:
    afternoons = {"days": [0, 1, 2, 3, 4], "opens": "14:00", "closes": "16:00"}
    later = office_of(hotel, lawful_call(hotel, office, windows=[afternoons])).lawful(sunday())
    assert later
    assert (later.weekday() < 5, f"{later:%H:%M}") == (True, "14:00")


def test_somebody_who_may_not_be_called_is_promised_no_time(hotel: Company, office: Office) -> None:
    call = office_of(hotel, lawful_call(hotel, office))
    call.suppress("do_not_call")
    assert call.lawful(None) is None


def test_soon_is_neither_now_nor_unlawful(hotel: Company, office: Office) -> None:
    soon = office_of(hotel, lawful_call(hotel, office)).lawful(None)
    assert soon
    assert soon - utc_now() >= timedelta(hours=2)
    assert soon.minute % 15 == 0


def test_what_is_agreed_on_is_stored_at_once(hotel: Company, office: Office) -> None:
    call_id = lawful_call(hotel, office)
    call = office_of(hotel, call_id)
    call.send_information()
    assert hotel.row(call_id)["outcome"] == "info_requested"
    call.call_back(sunday(), asked=True)
    kept = hotel.row(call_id)
    assert (kept["outcome"], kept["callback_at"] > sunday(), kept["details"]["call_back"]["asked"]) == (
        "callback",
        True,
        True,
    )


def test_a_try_of_ours_has_all_its_limits(hotel: Company, office: Office) -> None:
    call_id = lawful_call(hotel, office)
    call = office_of(hotel, call_id)
    call.call_back(None, asked=False)
    kept = hotel.row(call_id)
    assert (kept["outcome"], kept["details"]["call_back"]["asked"]) == (None, False)
    assert kept["callback_at"]


def test_meetings_are_offered_near_the_time_that_was_named_and_no_taken_one(hotel: Company, office: Office) -> None:
    call = office_of(hotel, lawful_call(hotel, office))
    at_three = sunday().replace(hour=15)
    assert call.slots(at_three) == [at_three]
    hotel.call(meeting_at=at_three)
    assert call.slots(at_three) == [at_three - timedelta(minutes=30), at_three + timedelta(minutes=30)]
    assert call.slots(at_three.replace(hour=20)) == [at_three.replace(hour=16), at_three.replace(hour=16, minute=30)]


def test_a_meeting_is_booked_once_and_the_same_again_is_the_same(hotel: Company, office: Office) -> None:
    first, second = lawful_call(hotel, office), lawful_call(hotel, office)
    at = sunday()
    one, two = office_of(hotel, first), office_of(hotel, second)
    assert [one.book(at), two.book(at), one.book(at), two.book(at + timedelta(minutes=15))] == [
        True,
        False,
        True,
        False,
    ]
    assert (hotel.row(first)["meeting_at"], hotel.row(second)["meeting_at"]) == (at, None)


def test_of_two_who_book_one_time_at_one_moment_one_has_it(hotel: Company, office: Office) -> None:
    calls = [office_of(hotel, lawful_call(hotel, office)) for _ in range(4)]

    async def together() -> list[bool]:
        return await asyncio.gather(*(asyncio.to_thread(call.book, sunday()) for call in calls))

    assert sorted(run(together())) == [False, False, False, True]


def test_a_time_outside_the_hours_of_meetings_is_not_booked(hotel: Company, office: Office) -> None:
    call = office_of(hotel, lawful_call(hotel, office))
    assert not call.book(sunday().replace(hour=3))
    assert not call.book(utc_now() - timedelta(days=1))
