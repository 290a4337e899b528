"""Who is estimated: people nobody is, with gaps, the same for every variant; and how its calls end."""

import os
import random
from pathlib import Path
from typing import Any

PEOPLE = 500
DRIVERS, BURNOUT = 15, 14
"""How many the models see: the second all but the last."""

MOST_MISSING = 3
MODELS = ("turnover_intention", "burnout")


def rows() -> list[list[float]]:
    """Drivers of everybody, 0 to 100, NaN where there is no score; at most three are missing."""
    chance = random.Random(20261125)  # noqa: S311 - no secret
    people = []
    for _ in range(PEOPLE):
        values = [12.5 * chance.randrange(9) for _ in range(DRIVERS)]
        for place in chance.sample(range(DRIVERS), chance.randrange(MOST_MISSING + 1)):
            values[place] = float("nan")
        people.append(values)
    return people


def folder() -> Path:
    """Where the model files lie."""
    return Path(os.environ["MODELS"])


def done(figure: float) -> dict[str, Any]:
    """What a call that has its figure answers."""
    return {"statusCode": 201, "body": str(figure)}
