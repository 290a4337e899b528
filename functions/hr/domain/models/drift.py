"""Whether people still answer as those did whom a model is measured on: per driver, and for the estimate itself."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.hr.domain.governance.measures import Drift, drift_of, stability
from functions.hr.domain.models.evidence import Baseline

FEWEST_PEOPLE = 200
"""Below, shares move by chance, and they could speak of somebody."""

LARGEST_RISE_OF_MISSING = 0.05
ESTIMATE = "estimate"


@dataclass(frozen=True, kw_only=True)
class Moved:
    """How far one driver, or the estimate, has moved.

    Attributes:
        index: population stability index.
        missing: share of people without a value.
    """

    name: str
    index: float
    drift: Drift
    missing: float


class TooFewPeopleError(ValueError):
    """Fewer people than drift is told of."""


def baseline_of(people: Sequence[Mapping[str, float | None]], cuts: Mapping[str, tuple[float, ...]]) -> Baseline:
    """The shares of a first wave.

    Raises:
        TooFewPeopleError: fewer than 200.
    """
    _require_enough(people)
    shares = {name: _shares([row.get(name) for row in people], points) for name, points in cuts.items()}
    return Baseline(cuts=cuts, shares=shares)


def moved(people: Sequence[Mapping[str, float | None]], since: Baseline) -> tuple[Moved, ...]:
    """What has moved since a baseline, each driver and the estimate.

    Args:
        people: drivers of each, and the estimate by the name `estimate`; None where there is none.
        since: with its cut points.

    Raises:
        TooFewPeopleError: fewer than 200.
    """
    _require_enough(people)
    return tuple(_one(name, [row.get(name) for row in people], since) for name in since.cuts)


def _one(name: str, values: Sequence[float | None], since: Baseline) -> Moved:
    missing = sum(value is None for value in values) / len(values)
    if missing == 1:
        return Moved(name=name, index=0.0, drift="ok", missing=missing)
    index = stability(since.shares[name], _shares(values, since.cuts[name]))
    return Moved(name=name, index=index, drift=drift_of(index), missing=missing)


def _shares(values: Sequence[float | None], cuts: Sequence[float]) -> tuple[float, ...]:
    counts = [0] * (len(cuts) + 1)
    given = [value for value in values if value is not None]
    for value in given:
        counts[bisect_right(cuts, value)] += 1
    return tuple(count / max(len(given), 1) for count in counts)


def _require_enough(people: Sequence[object]) -> None:
    if len(people) < FEWEST_PEOPLE:
        raise TooFewPeopleError(f"drift is told of {FEWEST_PEOPLE} people and more")
