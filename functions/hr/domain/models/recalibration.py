"""A company's own level: how far its people's answers lie from what a model says of them, in log-odds.

Ranking carries over to organisations that a model never saw, calibration does not. A shift of the intercept mends most
of it and leaves every contribution as it is. Source: measured on agencies held out; 200 answers at least, our design.
"""

import math
from collections.abc import Sequence

from functions.hr.domain.explanations.contributions import FEWEST_LABELS, Calibration, sigmoid

LARGEST_SHIFT = 10.0
PRECISION = 1e-9


class TooFewLabelsError(ValueError):
    """Fewer answers than a company's own level rests on, or all alike."""


def recalibrated(margins: Sequence[float], leaves: Sequence[bool]) -> Calibration:
    """The shift with which estimates are as high as the answers, on the whole.

    Args:
        margins: log-odds of the model, of people who answered the intention item and agreed to it being learned from.
        leaves: what they answered.

    Raises:
        TooFewLabelsError: fewer than 200, or nobody or everybody thinks of leaving.
    """
    observed = sum(leaves)
    if len(leaves) < FEWEST_LABELS or observed in (0, len(leaves)):
        raise TooFewLabelsError(f"a company's own level rests on {FEWEST_LABELS} answers of both kinds")
    low, high = -LARGEST_SHIFT, LARGEST_SHIFT
    while high - low > PRECISION:
        middle = (low + high) / 2
        expected = math.fsum(sigmoid(margin + middle) for margin, _ in zip(margins, leaves, strict=True))
        low, high = (middle, high) if expected < observed else (low, middle)
    return Calibration(shift=(low + high) / 2, labels=len(leaves))
