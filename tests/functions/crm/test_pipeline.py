"""Signals and status: what repeats, what calls for action, and that status only moves forward."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.crm.domain.pipeline import Activity, Status, advanced
from functions.crm.domain.signals import Signal, Strength, is_actionable, repeated
from shared.core.invocation import new_id

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOTHING = Activity(delivered=False, engaged=False, replied=False)
REPLIED = Activity(delivered=True, engaged=True, replied=True)


def given_signal(
    strength: Strength, *, days_ago: float, kind: str = "pricing_visit", actionable: bool = True
) -> Signal:
    return Signal(kind, strength, actionable, NOW - timedelta(days=days_ago), new_id())


def test_the_same_signal_within_90_days_repeats_unless_it_is_stronger() -> None:
    known = [given_signal("medium", days_ago=89.9)]
    assert repeated("pricing_visit", "medium", known=known, now=NOW) is known[0]
    assert repeated("pricing_visit", "low", known=known, now=NOW) is known[0]
    assert repeated("pricing_visit", "high", known=known, now=NOW) is None
    assert repeated("expansion", "medium", known=known, now=NOW) is None


def test_after_90_days_a_signal_is_new() -> None:
    assert repeated("pricing_visit", "medium", known=[given_signal("medium", days_ago=90)], now=NOW) is None


def test_one_action_in_seven_days_unless_the_strength_rises() -> None:
    assert is_actionable("medium", known=[], now=NOW)
    assert not is_actionable("medium", known=[given_signal("medium", days_ago=6.9)], now=NOW)
    assert is_actionable("high", known=[given_signal("medium", days_ago=1)], now=NOW)
    assert is_actionable("medium", known=[given_signal("medium", days_ago=7)], now=NOW)
    assert is_actionable("medium", known=[given_signal("high", days_ago=1, actionable=False)], now=NOW)


@pytest.mark.parametrize(
    ("current", "score", "activity", "expected"),
    [
        ("new", 90, NOTHING, "new"),
        ("new", 10, Activity(delivered=True, engaged=False, replied=False), "contacted"),
        ("contacted", 10, Activity(delivered=True, engaged=True, replied=False), "engaged"),
        ("engaged", 59, REPLIED, "engaged"),
        ("engaged", 60, REPLIED, "qualified"),
        ("customer", 60, REPLIED, "customer"),
        ("meeting_booked", 10, NOTHING, "meeting_booked"),
        ("disqualified", 100, REPLIED, "disqualified"),
    ],
)
def test_status_follows_activity_and_never_goes_back(
    current: Status, score: int, activity: Activity, expected: Status
) -> None:
    assert advanced(current, score, activity) == expected
