"""What a model may see of a questionnaire: fifteen drivers to predict from, and an intention to learn from."""

import math
from collections.abc import Mapping

from functions.hr.domain.scoring.answers import Answers
from functions.hr.domain.scoring.scores import Score

DRIVERS = (
    "workload",
    "development",
    "skill_use",
    "meaning",
    "role_clarity",
    "supervisor",
    "worklife",
    "leadership",
    "recognition_fairness",
    "voice",
    "cooperation",
    "safety_respect",
    "pay",
    "career",
    "satisfaction",
)
"""The order of the model's features. Nothing else is one: no burnout score, no intention, nothing about the person."""

SUMMARY = "satisfaction"
"""It sums the others up and is nothing that a company can change by itself: shown apart, never recommended."""

FEWEST_DRIVERS = 12


class TooFewDriversError(ValueError):
    """Fewer drivers have a score than an estimate rests on."""


def features_of(scores: Mapping[str, Score]) -> tuple[float, ...]:
    """The drivers, 0 to 100 each, in their order; NaN where there is no score.

    Raises:
        TooFewDriversError: fewer than 12 of the 15.
    """
    values = [scores[driver].value if driver in scores else None for driver in DRIVERS]
    if sum(value is not None for value in values) < FEWEST_DRIVERS:
        raise TooFewDriversError(f"fewer than {FEWEST_DRIVERS} of {len(DRIVERS)} drivers have a score")
    return tuple(math.nan if value is None else float(value) for value in values)


def known_drivers(scores: Mapping[str, Score]) -> dict[str, float | None]:
    """The drivers by name, 0 to 100; None where there is no score."""
    values = {driver: scores[driver].value if driver in scores else None for driver in DRIVERS}
    return {driver: None if value is None else float(value) for driver, value in values.items()}


def intention_of(answers: Answers) -> bool | None:
    """Whether somebody thinks of taking another job; None is no label, never a no."""
    for item_id, (instrument, item) in answers.questionnaire.items().items():
        option = instrument.scale_of(item).option(answers.given.get(item_id))
        if item.subscale is None and option is not None:
            return option.label
    return None
