"""Calibration, drift and adverse impact: the acceptance cases, bounds, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.hr.domain.governance.impact import Flagged, exact_probability, impact
from functions.hr.domain.governance.measures import calibration_error, drift_of, stability


def test_the_acceptance_case_of_calibration() -> None:
    assert calibration_error([0.1, 0.1, 0.9, 0.9], [False, True, True, True]) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("probabilities", "outcomes", "error"),
    [
        ([1.0, 1.0], [True, True], 0.0),
        ([0.0], [True], 1.0),
        ([0.25, 0.35], [False, True], 0.45),
        ([0.5] * 2, [True, False], 0),
    ],
)
def test_calibration_at_the_ends_and_between_bins(
    probabilities: list[float], outcomes: list[bool], error: float
) -> None:
    assert calibration_error(probabilities, outcomes) == pytest.approx(error)


@pytest.mark.parametrize(
    ("probabilities", "outcomes"), [([], []), ([1.1], [True]), ([-0.1], [True]), ([float("nan")], [True]), ([0.5], [])]
)
def test_what_is_no_estimate_has_no_calibration(probabilities: list[float], outcomes: list[bool]) -> None:
    with pytest.raises(ValueError, match=r"nobody|probability|argument"):
        calibration_error(probabilities, outcomes)


def test_the_acceptance_case_of_drift() -> None:
    index = stability([0.25] * 4, [0.10, 0.20, 0.30, 0.40])
    assert (round(index, 3), drift_of(index)) == (0.228, "watch")


@pytest.mark.parametrize(
    ("index", "expected"), [(0.0, "ok"), (0.0999, "ok"), (0.1, "watch"), (0.25, "watch"), (0.2501, "retrain")]
)
def test_drift_is_watched_from_a_tenth_on(index: float, expected: str) -> None:
    assert drift_of(index) == expected


SHARES = st.lists(st.integers(0, 50), min_size=3, max_size=3).filter(any).map(lambda n: [one / sum(n) for one in n])


@settings(deadline=None)  # the machine may be busy
@given(SHARES, SHARES)
def test_drift_is_never_negative_symmetric_and_nothing_without_change(one: list[float], other: list[float]) -> None:
    assert stability(one, other) >= 0
    assert stability(one, other) == pytest.approx(stability(other, one))
    assert stability(one, one) == 0


@pytest.mark.parametrize("shares", [[0.5, 0.4], [1.5, -0.5], [0.5, 0.25, 0.25]])
def test_shares_add_up_over_the_same_bins(shares: list[float]) -> None:
    with pytest.raises(ValueError, match=r"add up|argument"):
        stability([0.5, 0.5], shares)


@pytest.mark.parametrize(
    ("one", "other", "ratio", "passes"),
    [
        (Flagged(30, 150), Flagged(24, 100), 0.833, True),
        (Flagged(18, 100), Flagged(24, 100), 0.750, False),
        (Flagged(24, 100), Flagged(18, 100), 0.750, False),
        (Flagged(16, 100), Flagged(20, 100), 0.800, True),
        (Flagged(0, 100), Flagged(0, 100), 1.0, True),
        (Flagged(0, 100), Flagged(1, 100), 0.0, False),
    ],
)
def test_the_acceptance_cases_of_the_four_fifths_rule(
    one: Flagged, other: Flagged, ratio: float, *, passes: bool
) -> None:
    found = impact(one, other)
    assert (round(float(found.ratio), 3), found.passes, found.is_left_out) == (ratio, passes, False)


def test_in_a_small_group_a_difference_has_to_be_more_than_chance() -> None:
    assert impact(Flagged(3, 20), Flagged(24, 100)).passes
    assert not impact(Flagged(0, 99), Flagged(24, 100)).passes
    assert impact(Flagged(0, 1), Flagged(24, 100)).is_left_out


def test_fishers_test_of_the_tea_tasting() -> None:
    assert exact_probability(Flagged(3, 4), Flagged(1, 4)) == pytest.approx(34 / 70)
    assert exact_probability(Flagged(4, 4), Flagged(0, 4)) == pytest.approx(2 / 70)


@settings(deadline=None)  # the machine may be busy
@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(1, 60))
def test_two_groups_compare_alike_in_either_order(pair: tuple[int, int], people: int) -> None:
    one, other = Flagged(*pair), Flagged(people // 2, people)
    assert impact(one, other) == impact(other, one)
    assert 0 <= impact(one, other).ratio <= Fraction(1)
    assert 0 < exact_probability(one, other) <= 1
    assert impact(one, one).passes


@pytest.mark.parametrize(("count", "people"), [(1, 0), (0, 0), (2, 1), (-1, 1)])
def test_no_more_are_flagged_than_there_are(count: int, people: int) -> None:
    with pytest.raises(ValueError, match="flagged"):
        Flagged(count, people)
