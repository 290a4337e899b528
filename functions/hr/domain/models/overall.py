"""What a model rests on as a whole: the mean size of each driver's contribution, and of what two of them do together.

Nobody's answers are opened for it: the people are drawn, each driver by itself, from the shares of those whom the model
was measured on, as its manifest has them. A card speaks of real people, whose drivers go together; both are shown.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise

from functions.hr.domain.models.evidence import Baseline, Fact, Interaction

PEOPLE = 200
SEED = 20261125
SHOWN = 5
LOWEST, HIGHEST = 0.0, 100.0
Matrix = Sequence[Sequence[float]]


class Overall(Fact):
    """A model as a whole, in log-odds; the largest first.

    Attributes:
        sha256: of the model file that was explained.
        people: how many were drawn.
        importance: mean absolute contribution of each driver.
        interactions: of two drivers, both halves together; the largest five.
    """

    sha256: str
    people: int
    importance: Mapping[str, float]
    interactions: tuple[Interaction, ...]


def drawn(baseline: Baseline, drivers: Sequence[str]) -> list[dict[str, float]]:
    """Two hundred people nobody is, always the same for a manifest."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    columns = {
        driver: chance.choices(_values(baseline.cuts[driver]), baseline.shares[driver], k=PEOPLE) for driver in drivers
    }
    return [{driver: values[place] for driver, values in columns.items()} for place in range(PEOPLE)]


def overall(sha256: str, drivers: Sequence[str], people: int, means: Matrix) -> Overall:
    """What is told of a model.

    Args:
        sha256: of its file.
        drivers: in its order.
        people: how many it was asked about.
        means: a row and a column per driver: mean absolute interactions of one direction, and on the diagonal the mean
            absolute contribution.
    """
    importance = {driver: means[place][place] for place, driver in enumerate(drivers)}
    together = [
        Interaction(drivers=(drivers[one], drivers[other]), mean=2 * means[one][other])
        for one in range(len(drivers))
        for other in range(one + 1, len(drivers))
    ]
    return Overall(
        sha256=sha256,
        people=people,
        importance=dict(sorted(importance.items(), key=lambda one: -one[1])),
        interactions=tuple(sorted(together, key=lambda one: -one.mean)[:SHOWN]),
    )


def _values(cuts: Sequence[float]) -> list[float]:
    """A value for each part between cut points: the middle of it, and at both ends of the scale the end."""
    return [LOWEST, *((one + other) / 2 for one, other in pairwise(cuts)), HIGHEST]
