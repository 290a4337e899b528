"""The risk matrix: likelihood times impact, each 1 to 5. Source: our design; the bounds stand in one place."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from functions.hr.domain.teams.figures import mean_of

Level = Literal["low", "moderate", "high", "critical"]

BURDENED_FROM = 50
"""Work burnout from which somebody counts as burdened."""

FEWEST_FOR_COMPANY_SHARE = 30
USUAL_SHARE = Fraction(1, 5)
PRIOR_PEOPLE = 5

_LIKELIHOOD = tuple(Fraction(bound) for bound in (Decimal("0.10"), Decimal("0.20"), Decimal("0.35"), Decimal("0.50")))
_BURNOUT_IMPACT = tuple(Fraction(bound) for bound in (25, 40, 50, 65))
_LEVELS: tuple[Level, ...] = ("low", "moderate", "high", "critical")
_LEVELS_FROM = (5, 10, 17)
_LARGEST = 25


@dataclass(frozen=True)
class Risk:
    """A cell of the matrix."""

    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        """1 to 25."""
        return self.likelihood * self.impact

    @property
    def level(self) -> Level:
        """Low to 4, moderate to 9, high to 16, critical from 17."""
        return _LEVELS[bisect_right(_LEVELS_FROM, self.score)]


def burnout_risk(work_scores: Sequence[Fraction], company_share: Fraction = USUAL_SHARE) -> Risk:
    """How likely burnout is in a team, and how heavy.

    Args:
        work_scores: of everybody who counts, exact.
        company_share: of burdened people; it counts as five people more, which steadies small teams.
    """
    weighted = burdened(work_scores) + PRIOR_PEOPLE * company_share
    likelihood = weighted / (len(work_scores) + PRIOR_PEOPLE)
    return Risk(_step(_LIKELIHOOD, likelihood), _step(_BURNOUT_IMPACT, mean_of(work_scores)))


def turnover_risk(probabilities: Sequence[float], criticality: int) -> Risk:
    """How likely people think of leaving, and how much that would hurt."""
    return Risk(_step(_LIKELIHOOD, mean_of([Fraction(one) for one in probabilities])), criticality)


def burdened(work_scores: Iterable[Fraction]) -> int:
    """How many are burdened; never told."""
    return sum(score >= BURDENED_FROM for score in work_scores)


def share_in_company(burdened_people: int, respondents: int) -> Fraction:
    """The share of a released company total; the usual one below 30 respondents."""
    return Fraction(burdened_people, respondents) if respondents >= FEWEST_FOR_COMPANY_SHARE else USUAL_SHARE


def viability(risks: Iterable[Risk]) -> int:
    """From 100, at the smallest risk, to 0, at the largest of all; halves up. It follows the highest of the risks."""
    highest = max(risk.score for risk in risks)
    return int((Fraction(100 * (_LARGEST - highest), _LARGEST - 1) + Fraction(1, 2)).__floor__())


def _step(bounds: Sequence[Fraction], value: Fraction) -> int:
    """1 to 5; a lower bound is in its step, compared after rounding to six decimals."""
    return bisect_right(bounds, round(value, 6)) + 1
