"""The hours of the law by the person's own clock, on both sides of every boundary."""

from datetime import UTC, datetime

import pytest

from tests.shared.contact.people import CHICAGO, NEW_YORK, Lead, in_colombia, in_new_york, in_state, verdict


@pytest.mark.parametrize(
    ("now", "code", "when"),
    [
        ("2026-11-23 06:59:59", "outside_hours", "2026-11-23 07:00"),
        ("2026-11-23 07:00:00", None, "2026-11-23 19:00"),
        ("2026-11-20 18:59:59", None, "2026-11-20 19:00"),
        ("2026-11-20 19:00:00", "outside_hours", "2026-11-21 08:00"),
        ("2026-11-21 07:59:59", "outside_hours", "2026-11-21 08:00"),
        ("2026-11-21 14:59:59", None, "2026-11-21 15:00"),
        ("2026-11-21 15:00:00", "outside_hours", "2026-11-23 07:00"),
        ("2026-11-21 15:01:00", "outside_hours", "2026-11-23 07:00"),
        ("2026-11-22 10:00:00", "sunday", "2026-11-23 07:00"),
        ("2026-07-20 10:00:00", "holiday", "2026-07-21 07:00"),
        ("2026-07-13 10:00:00", "holiday", "2026-07-14 07:00"),
        ("2026-08-07 10:00:00", "holiday", "2026-08-08 08:00"),
        ("2026-12-08 10:00:00", "holiday", "2026-12-09 07:00"),
        ("2026-12-25 10:00:00", "holiday", "2026-12-26 08:00"),
        ("2026-07-11 15:30:00", "outside_hours", "2026-07-14 07:00"),
        ("2026-06-06 15:00:00", "outside_hours", "2026-06-09 07:00"),
        ("2026-10-10 15:00:00", "outside_hours", "2026-10-13 07:00"),
        ("2026-11-14 15:00:00", "outside_hours", "2026-11-17 07:00"),
        ("2026-04-02 10:00:00", "holiday", "2026-04-04 08:00"),
        ("2026-12-31 18:00:00", None, "2026-12-31 19:00"),
        ("2027-01-01 10:00:00", "holiday", "2027-01-02 08:00"),
    ],
)
def test_the_hours_of_colombia(now: str, code: str | None, when: str) -> None:
    assert verdict(in_colombia(), now) == (code, when)


def test_seven_in_bogota_is_noon_in_utc() -> None:
    decision = in_colombia().asks(datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert (decision.allow, decision.must_end_by) == (True, datetime(2026, 11, 24, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("lead", "now", "zone", "code", "when"),
    [
        pytest.param(in_new_york(), "2026-11-23 08:00", NEW_YORK, None, "2026-11-23 21:00", id="ny-opens"),
        pytest.param(in_new_york(), "2026-11-23 21:00", NEW_YORK, "us_hours", "2026-11-24 08:00", id="ny-closes"),
        pytest.param(in_state("FL", NEW_YORK), "2026-11-23 20:00", NEW_YORK, "us_hours", "2026-11-24 08:00", id="fl"),
        pytest.param(in_new_york(), "2026-03-08 12:00", "UTC", None, "2026-03-09 01:00", id="first-summer-morning"),
        pytest.param(
            in_new_york(), "2026-03-07 12:59", "UTC", "us_hours", "2026-03-07 13:00", id="last-winter-morning"
        ),
        pytest.param(in_new_york(), "2026-11-01 12:59", "UTC", "us_hours", "2026-11-01 13:00", id="first-winter-day"),
        pytest.param(in_new_york(), "2026-11-01 13:00", "UTC", None, "2026-11-02 02:00", id="first-winter-morning"),
        pytest.param(in_state("TN"), "2026-11-23 08:30", NEW_YORK, "us_hours", "2026-11-23 09:00", id="tn-morning"),
        pytest.param(in_state("TN"), "2026-11-23 20:30", CHICAGO, "us_hours", "2026-11-24 08:00", id="tn-evening"),
        pytest.param(in_state("TN", CHICAGO), "2026-11-23 20:30", CHICAGO, None, "2026-11-23 21:00", id="tn-known"),
        pytest.param(in_state("AL"), "2026-11-22 12:00", CHICAGO, "sunday", "2026-11-23 08:00", id="al-sunday"),
        pytest.param(in_state("AL"), "2026-04-27 12:00", CHICAGO, "holiday", "2026-04-28 08:00", id="al-holiday"),
        pytest.param(in_state("MS"), "2026-04-27 12:00", CHICAGO, None, "2026-04-27 20:00", id="ms-holiday"),
        pytest.param(in_state("RI"), "2026-11-21 17:00", NEW_YORK, "us_hours", "2026-11-23 09:00", id="ri-saturday"),
        pytest.param(in_state("TX", CHICAGO), "2026-11-22 11:59", CHICAGO, "us_hours", "2026-11-22 12:00", id="tx"),
        pytest.param(in_state("KY", NEW_YORK), "2026-11-23 09:59", NEW_YORK, "us_hours", "2026-11-23 10:00", id="ky"),
        pytest.param(
            in_state("WA"), "2026-11-23 20:00", "America/Los_Angeles", "us_hours", "2026-11-24 08:00", id="wa"
        ),
        pytest.param(
            in_state("NV"), "2026-11-23 08:30", "America/Los_Angeles", "us_hours", "2026-11-23 09:00", id="nv"
        ),
    ],
)
def test_the_hours_of_the_united_states(lead: Lead, now: str, zone: str, code: str | None, when: str) -> None:
    assert verdict(lead, now, zone) == (code, when)
