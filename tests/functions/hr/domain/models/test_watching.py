"""A company's own level, and how far its people's answers have moved."""

import math
import random

import pytest

from functions.hr.domain.explanations.contributions import sigmoid
from functions.hr.domain.models.drift import TooFewPeopleError, baseline_of, moved
from functions.hr.domain.models.recalibration import TooFewLabelsError, recalibrated

CUTS = {"pay": (25.0, 50.0, 75.0)}


def test_estimates_become_as_high_as_the_answers() -> None:
    chance = random.Random(15)  # noqa: S311 - no secret
    margins = [chance.gauss(-1.3, 0.8) for _ in range(400)]
    leaves = [chance.random() < sigmoid(margin + 0.5) for margin in margins]
    found = recalibrated(margins, leaves)
    assert math.fsum(sigmoid(margin + found.shift) for margin in margins) == pytest.approx(sum(leaves), abs=1e-4)
    assert found.shift == pytest.approx(0.5, abs=0.25)
    assert (found.slope, found.labels, found.is_local) == (1.0, 400, True)


@pytest.mark.parametrize(("people", "leaving"), [(199, 40), (300, 0), (300, 300)])
def test_too_few_answers_or_all_alike_give_no_level(people: int, leaving: int) -> None:
    with pytest.raises(TooFewLabelsError):
        recalibrated([-1.0] * people, [number < leaving for number in range(people)])


def people(*counts: int) -> list[dict[str, float | None]]:
    """So many at 10, 30, 60 and 90, and so many without a value."""
    values = (10.0, 30.0, 60.0, 90.0, None)
    return [{"pay": value} for value, count in zip(values, counts, strict=False) for _ in range(count)]


def test_what_moves_is_told_with_what_it_asks_for() -> None:
    since = baseline_of(people(100, 100, 100, 100), CUTS)
    (found,) = moved(people(40, 80, 120, 160, 100), since)
    assert (round(found.index, 3), found.drift, found.missing) == (0.228, "watch", 0.2)
    (same,) = moved(people(50, 50, 50, 50), since)
    assert (same.index, same.drift) == (0.0, "ok")


def test_drift_is_told_of_two_hundred_people_and_more() -> None:
    since = baseline_of(people(50, 50, 50, 50), CUTS)
    with pytest.raises(TooFewPeopleError):
        moved(people(50, 50, 50, 49), since)
