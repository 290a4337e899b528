"""Figures as they are told: coarse enough that they do not say more than they should."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

LOWEST_MEAN, HIGHEST_MEAN = 5, 95
"""A mean at an end of its scale would tell every answer in it."""

FEWEST_FOR_SHARES = 10
SHARE_BOUNDS = (50, 75)


@dataclass(frozen=True)
class Shares:
    """Percent of the respondents in each of three bands of work burnout, in steps of 10; their sum may not be 100."""

    below_50: int
    from_50: int
    from_75: int


def mean_of(values: Sequence[Fraction]) -> Fraction:
    """The exact mean, for rules; people are told `told_mean`.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("nothing has no mean")
    return sum(values, Fraction(0)) / len(values)


def told_mean(values: Sequence[Fraction]) -> int:
    """A mean of scores, 0 to 100, as an integer from 5 to 95, halves up."""
    return min(max(_nearest(mean_of(values), 1), LOWEST_MEAN), HIGHEST_MEAN)


def told_respondents(count: int) -> str:
    """How many answered, as a range.

    Raises:
        ValueError: fewer than are ever told about.
    """
    for least, text in ((50, "50+"), (25, "25-49"), (10, "10-24"), (5, "5-9")):
        if count >= least:
            return text
    raise ValueError("nothing is told about fewer than 5")


def told_participation(count: int, members: int) -> int:
    """Percent of the members that count, in steps of 5, halves up."""
    return _nearest(Fraction(100 * count, members), 5)


def told_shares(scores: Sequence[Fraction]) -> Shares | None:
    """The bands of work burnout; None below ten respondents, or if all of them are in one band."""
    middle, high = SHARE_BOUNDS
    counts = [
        sum(score < middle for score in scores),
        sum(middle <= score < high for score in scores),
        sum(score >= high for score in scores),
    ]
    if len(scores) < FEWEST_FOR_SHARES or max(counts) == len(scores):
        return None
    return Shares(*(_nearest(Fraction(100 * count, len(scores)), 10) for count in counts))


def _nearest(value: Fraction, step: int) -> int:
    return int((value / step + Fraction(1, 2)).__floor__()) * step
