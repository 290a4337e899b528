"""Calibration error and drift, in plain Python: what runs every night needs no numeric library."""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

BINS = 10
WATCH_FROM, RETRAIN_ABOVE = 0.10, 0.25
SMALLEST_SHARE = 1e-4
"""Stands for an empty bin, whose logarithm there is not; our design."""

Drift = Literal["ok", "watch", "retrain"]


def calibration_error(probabilities: Sequence[float], outcomes: Sequence[bool]) -> float:
    """Expected calibration error over ten bins of equal width: mean distance of estimate and outcome, by people.

    Args:
        probabilities: 0 to 1 each.
        outcomes: of the same people.

    Raises:
        ValueError: nobody, a probability that is none, or not as many outcomes as probabilities.
    """
    if not probabilities:
        raise ValueError("nobody has no calibration")
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, outcome in zip(probabilities, outcomes, strict=True):
        if not 0 <= probability <= 1:
            raise ValueError("a probability is from 0 to 1")
        bins[min(int(probability * BINS), BINS - 1)].append((probability, outcome))
    gaps = (abs(math.fsum(probability - outcome for probability, outcome in people)) for people in bins.values())
    return math.fsum(gaps) / len(probabilities)


def stability(expected: Sequence[float], actual: Sequence[float]) -> float:
    """Population stability index: how far the shares of some bins have moved.

    Args:
        expected: shares of the baseline, by bin.
        actual: shares of now, of the same bins.

    Raises:
        ValueError: shares that do not add up to 1, or not the same bins.
    """
    for shares in (expected, actual):
        if any(share < 0 for share in shares) or not math.isclose(math.fsum(shares), 1, abs_tol=1e-6):
            raise ValueError("shares are not negative and add up to 1")
    pairs = [
        (max(one, SMALLEST_SHARE), max(other, SMALLEST_SHARE)) for one, other in zip(expected, actual, strict=True)
    ]
    return math.fsum((now - before) * math.log(now / before) for before, now in pairs)


def drift_of(index: float) -> Drift:
    """What a stability index asks for: below .10 nothing, up to .25 a look, above it another training."""
    if index < WATCH_FROM:
        return "ok"
    return "watch" if index <= RETRAIN_ABOVE else "retrain"
