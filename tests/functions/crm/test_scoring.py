"""The score: acceptance cases of the domain, boundaries, and what may never happen."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.crm.domain.scoring import INTENT_RULES, Behaviour, band_of, fit_reason, score

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CORPORATE_WITH_PHONE_AND_COMPANY = [
    fit_reason("corporate_email", "hotelbrisa.example"),
    fit_reason("valid_phone", "a valid number"),
    fit_reason("company_known", "Hotel Brisa"),
]


def did(rule: str, days_ago: float = 0) -> Behaviour:
    return Behaviour(rule, NOW - timedelta(days=days_ago), "seen")


def test_a_lead_with_corporate_mail_phone_and_company_starts_cold_at_15() -> None:
    found = score(CORPORATE_WITH_PHONE_AND_COMPANY, [], now=NOW)
    assert (found.value, found.fit, found.intent, found.band) == (15, 15, 0, "cold")


@pytest.mark.parametrize(("days", "expected", "band"), [(0, 45, "warm"), (14, 30, "warm"), (28, 23, "cold")])
def test_a_high_signal_halves_every_fourteen_days(days: int, expected: int, band: str) -> None:
    found = score(CORPORATE_WITH_PHONE_AND_COMPANY, [did("buyer_signal_high", days)], now=NOW)
    assert (found.value, found.band) == (expected, band)


def test_intent_is_capped_at_60() -> None:
    behaviours = [did("buyer_signal_high"), did("reply_positive"), did("click"), did("click")]
    found = score(CORPORATE_WITH_PHONE_AND_COMPANY, behaviours, now=NOW)
    assert (found.intent, found.value, found.band) == (60, 75, "hot")


def test_a_medium_signal_seven_days_old_adds_11_31() -> None:
    assert score([], [did("buyer_signal_medium", 7)], now=NOW).intent == 11.31


def test_opens_never_count() -> None:
    assert score([], [did("open")] * 10, now=NOW).value == 0


def test_halves_round_up() -> None:
    fit = [fit_reason(rule, "known") for rule in ("corporate_email", "email_verified", "valid_phone", "company_known")]
    found = score(fit, [did("reply_positive", 10), did("click", 10), did("click", 10)], now=NOW)
    assert (round(found.fit + found.intent, 2), found.value) == (49.91, 50)


def test_signals_of_all_strengths_share_a_cap_of_40() -> None:
    behaviours = [did("buyer_signal_high"), did("buyer_signal_medium"), did("buyer_signal_low")]
    assert score([], behaviours, now=NOW).intent == 40


def test_a_refusal_on_the_phone_takes_points_away_but_never_below_zero() -> None:
    with_signal = score([], [did("buyer_signal_high"), did("call_not_interested")], now=NOW)
    assert with_signal.value == 0
    assert score(CORPORATE_WITH_PHONE_AND_COMPANY, [did("call_not_interested")], now=NOW).value == 15


@pytest.mark.parametrize(("value", "band"), [(0, "cold"), (29, "cold"), (30, "warm"), (59, "warm"), (60, "hot")])
def test_bands_begin_at_30_and_60(value: int, band: str) -> None:
    assert band_of(value) == band


def test_every_reason_says_rule_points_evidence_and_date() -> None:
    reasons = score(CORPORATE_WITH_PHONE_AND_COMPANY, [did("buyer_signal_high", 14)], now=NOW).reasons_as_json()
    assert reasons[0] == {
        "rule": "corporate_email",
        "points": 5,
        "decayed_points": 5.0,
        "evidence": "hotelbrisa.example",
        "at": None,
    }
    assert reasons[-1]["decayed_points"] == 15.0
    assert reasons[-1]["at"] == "2026-11-09T12:00:00+00:00"


@given(st.lists(st.tuples(st.sampled_from(sorted(INTENT_RULES)), st.floats(-5, 4000)), max_size=30))
def test_any_behaviour_gives_a_score_from_0_to_100_and_order_does_not_matter(happened: list[tuple[str, float]]) -> None:
    behaviours = [did(rule, days) for rule, days in happened]
    found = score(CORPORATE_WITH_PHONE_AND_COMPANY, behaviours, now=NOW)
    assert 0 <= found.value <= 100
    assert found.value == score(CORPORATE_WITH_PHONE_AND_COMPANY, reversed(behaviours), now=NOW).value
