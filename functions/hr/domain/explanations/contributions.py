"""Contributions of drivers to an estimate: exact in log-odds, and as points of probability that add up.

A model gives a base and one contribution per driver, whose sum is the margin. Points walk from the base's probability
to the estimate, one contribution after the other from the largest on. Log-odds are never scaled into percent.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from functions.hr.domain.scoring.learning import DRIVERS

LARGEST_GAP = 1e-5
"""Between the margin and the sum of its parts, in log-odds."""

FEWEST_LABELS = 200
"""Answers to the intention item that a company's own calibration rests on."""

Direction = Literal["raises", "lowers"]


class NotAdditiveError(ValueError):
    """Contributions that do not add up to the margin: they explain something else."""


@dataclass(frozen=True)
class Calibration:
    """How a company's log-odds differ from the model's: ``slope * margin + shift``.

    Attributes:
        labels: how many answers it was fitted on; below 200 it is not used.

    Raises:
        ValueError: the slope would turn contributions around.
    """

    slope: float = 1.0
    shift: float = 0.0
    labels: int = 0

    def __post_init__(self) -> None:
        if not self.slope > 0:
            raise ValueError("a calibration keeps the direction of contributions: its slope is above 0")

    @property
    def is_local(self) -> bool:
        """Whether it rests on enough answers of the company itself."""
        return self.labels >= FEWEST_LABELS


@dataclass(frozen=True, kw_only=True)
class DriverContribution:
    """What one driver adds.

    Attributes:
        value: of the driver, 0 to 100; None if it has no score.
        phi: in log-odds, after calibration.
        points: of probability, in percent.
    """

    driver: str
    value: float | None
    phi: float
    points: float

    @property
    def direction(self) -> Direction:
        """Whether the estimate is higher or lower with it."""
        return "raises" if self.phi > 0 else "lowers"


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """An estimate and what it is made of, the largest contribution first.

    Attributes:
        base: log-odds before any contribution; `margin`, after all of them.
        calibration: whether the company's own answers were used.
    """

    base: float
    margin: float
    contributions: tuple[DriverContribution, ...]
    calibration: Literal["local", "not_local"]

    @property
    def probability(self) -> float:
        """Of the estimate, 0 to 1."""
        return sigmoid(self.margin)


def explain(
    base: float,
    phis: Mapping[str, float],
    margin: float,
    values: Mapping[str, float | None],
    calibration: Calibration | None = None,
) -> Explanation:
    """Explain an estimate.

    Args:
        base: of the model, in log-odds.
        phis: contribution of each driver, in log-odds.
        margin: what the model itself says, in log-odds.
        values: of the drivers, 0 to 100.
        calibration: of the company; without enough answers it is left out.

    Raises:
        NotAdditiveError: base and contributions do not add up to the margin.
    """
    if not abs(base + math.fsum(phis.values()) - margin) <= LARGEST_GAP:
        raise NotAdditiveError("contributions do not add up to the margin")
    used = calibration if calibration and calibration.is_local else Calibration()
    start = at = used.slope * base + used.shift
    contributions = []
    for driver in sorted(phis, key=lambda one: (-abs(phis[one]), DRIVERS.index(one))):
        phi = used.slope * phis[driver]
        points = 100 * (sigmoid(at + phi) - sigmoid(at))
        contributions.append(DriverContribution(driver=driver, value=values.get(driver), phi=phi, points=points))
        at += phi
    return Explanation(
        base=start,
        margin=at,
        contributions=tuple(contributions),
        calibration="local" if used.is_local else "not_local",
    )


def sigmoid(log_odds: float) -> float:
    """Log-odds as a probability, without overflow."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds))
