"""Told figures and the risk matrix: acceptance cases, and both sides of every bound."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.hr.domain.teams.figures import (
    Shares,
    mean_of,
    told_mean,
    told_participation,
    told_respondents,
    told_shares,
)
from functions.hr.domain.teams.matrix import (
    Risk,
    burdened,
    burnout_risk,
    share_in_company,
    turnover_risk,
    viability,
)

SCORES = st.integers(0, 700).map(lambda sevenths: Fraction(sevenths, 7))


def fractions(*values: float) -> list[Fraction]:
    return [Fraction(value) for value in values]


@pytest.mark.parametrize(
    ("work", "x", "risk", "score", "level"),
    [
        ((60, 55, 52, 40, 30), 3, Risk(4, 3), 12, "high"),
        ((60, 30, 30, 20, 20), 1, Risk(3, 2), 6, "moderate"),
        ((22,) * 10, 0, Risk(1, 1), 1, "low"),
        ((80, 75, 70, 66, 62, 60, 55, 40), 7, Risk(5, 4), 20, "critical"),
    ],
)
def test_the_acceptance_cases_of_burnout(work: tuple[int, ...], x: int, risk: Risk, score: int, level: str) -> None:
    found = burnout_risk(fractions(*work))
    assert (burdened(fractions(*work)), found, found.score, found.level) == (x, risk, score, level)


@pytest.mark.parametrize(("mean", "criticality", "risk"), [(0.28, 4, Risk(3, 4)), (0.35, 3, Risk(4, 3))])
def test_the_acceptance_cases_of_turnover(mean: float, criticality: int, risk: Risk) -> None:
    found = turnover_risk([mean] * 5, criticality)
    assert (found, found.score, found.level) == (risk, 12, "high")


@pytest.mark.parametrize(
    ("probability", "likelihood"),
    [
        (0.0, 1),
        (0.099999, 1),
        (0.0999999, 2),
        (0.1, 2),
        (0.2, 3),
        (0.349999, 3),
        (0.35, 4),
        (0.499, 4),
        (0.5, 5),
        (1.0, 5),
    ],
)
def test_a_likelihood_begins_at_its_lower_bound(probability: float, likelihood: int) -> None:
    assert turnover_risk([probability] * 7, 1).likelihood == likelihood


@pytest.mark.parametrize(
    ("mean", "impact"), [(0, 1), (24, 1), (25, 2), (39, 2), (40, 3), (49, 3), (50, 4), (64, 4), (65, 5), (100, 5)]
)
def test_an_impact_begins_at_its_lower_bound(mean: int, impact: int) -> None:
    assert burnout_risk(fractions(*[mean] * 5)).impact == impact


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ((1, 4), "low"),
        ((5, 1), "moderate"),
        ((3, 3), "moderate"),
        ((2, 5), "high"),
        ((4, 4), "high"),
        ((4, 5), "critical"),
        ((5, 5), "critical"),
    ],
)
def test_levels_begin_at_5_10_and_17(cell: tuple[int, int], level: str) -> None:
    assert Risk(*cell).level == level


@pytest.mark.parametrize(("scores", "expected"), [([12], 54), ([1], 100), ([25], 0), ([12, 20], 21), ([12, 1], 54)])
def test_viability_follows_the_highest_risk(scores: list[int], expected: int) -> None:
    cells = {1: Risk(1, 1), 12: Risk(3, 4), 20: Risk(4, 5), 25: Risk(5, 5)}
    assert viability(cells[score] for score in scores) == expected


def test_the_companys_share_steadies_a_small_team() -> None:
    calm, heavy = (
        burnout_risk(fractions(60, 60, 0, 0, 0), Fraction(0)),
        burnout_risk(fractions(60, 60, 0, 0, 0), Fraction(1)),
    )
    assert (calm.likelihood, heavy.likelihood) == (3, 5)
    assert share_in_company(10, 29) == Fraction(1, 5)
    assert share_in_company(10, 30) == Fraction(1, 3)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(SCORES, min_size=5, max_size=40), st.integers(0, 39))
def test_a_heavier_score_never_lowers_the_risk(work: list[Fraction], which: int) -> None:
    heavier = [*work]
    heavier[which % len(work)] = Fraction(100)
    before, after = burnout_risk(work), burnout_risk(heavier)
    assert (after.likelihood >= before.likelihood, after.impact >= before.impact) == (True, True)


@pytest.mark.parametrize(("values", "mean"), [((100,) * 5, 95), ((0,) * 5, 5), ((47.5,) * 6, 48), ((47.4,) * 5, 47)])
def test_a_mean_is_told_as_an_integer_away_from_the_ends(values: tuple[float, ...], mean: int) -> None:
    assert told_mean(fractions(*values)) == mean


@settings(deadline=None)  # the machine may be busy
@given(st.lists(SCORES, min_size=1, max_size=30))
def test_a_told_mean_is_near_the_exact_one(scores: list[Fraction]) -> None:
    exact = mean_of(scores)
    assert 5 <= told_mean(scores) <= 95
    if 5 <= exact <= 95:
        assert abs(told_mean(scores) - exact) <= Fraction(1, 2)


def test_nothing_has_no_mean() -> None:
    with pytest.raises(ValueError, match="no mean"):
        mean_of([])


@pytest.mark.parametrize(
    ("count", "told"), [(5, "5-9"), (9, "5-9"), (10, "10-24"), (24, "10-24"), (25, "25-49"), (49, "25-49"), (50, "50+")]
)
def test_respondents_are_told_as_a_range(count: int, told: str) -> None:
    assert told_respondents(count) == told


def test_fewer_than_five_respondents_are_not_told_about() -> None:
    with pytest.raises(ValueError, match="fewer than 5"):
        told_respondents(4)


@pytest.mark.parametrize(("count", "members", "told"), [(5, 9, 55), (6, 9, 65), (9, 9, 100), (5, 500, 0), (1, 40, 5)])
def test_participation_is_told_in_steps_of_five(count: int, members: int, told: int) -> None:
    assert told_participation(count, members) == told


def test_shares_need_ten_respondents_in_more_than_one_band() -> None:
    assert told_shares(fractions(*[40] * 5, *[60] * 4)) is None
    assert told_shares(fractions(*[60] * 12)) is None
    assert told_shares(fractions(*[100] * 10)) is None
    assert told_shares(fractions(*[49] * 6, *[50] * 3, 75)) == Shares(60, 30, 10)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(SCORES, min_size=10, max_size=60))
def test_shares_come_in_steps_of_ten(scores: list[Fraction]) -> None:
    shares = told_shares(scores)
    if shares:
        parts = (shares.below_50, shares.from_50, shares.from_75)
        assert all(part % 10 == 0 for part in parts)
        assert abs(sum(parts) - 100) <= 10
