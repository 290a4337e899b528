"""A company's own level, and how far its people's answers have moved."""

import math
import random
from dataclasses import replace

import pytest

from functions.hr.domain.explanations.contributions import sigmoid
from functions.hr.domain.models.drift import TooFewPeopleError, baseline_of, moved
from functions.hr.domain.models.evidence import Baseline
from functions.hr.domain.models.recalibration import TooFewLabelsError, recalibrated
from functions.hr.domain.models.wave_report import Seen, Start, report

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


BASELINE = Baseline(cuts=CUTS | {"estimate": (0.2, 0.5)}, shares={"pay": (0.25,) * 4, "estimate": (0.4, 0.4, 0.2)})


def seen(number: int, *, without: int = 0, shadow: float | None = None, leaving: int | None = None) -> list[Seen]:
    """So many people, some without a score of pay; of the first `leaving` in ten it is known that they think of it."""
    return [
        Seen(
            drivers={"pay": None if place < without else (10.0, 30.0, 60.0, 90.0)[place % 4]},
            margin=-1.0,
            leaves=None if leaving is None else place % 10 < leaving,
            shadow=shadow,
        )
        for place in range(number)
    ]


def started(without: int = 0) -> Start:
    return report(seen(200, without=without), BASELINE, None).start


@pytest.mark.parametrize(("without", "alarms"), [(10, []), (11, ["missing.pay"])])
def test_more_than_five_points_without_a_value_ask_for_a_look(without: int, alarms: list[str]) -> None:
    told = report(seen(200, without=without), BASELINE, started())
    assert told.facts["alarms"] == alarms
    assert told.state == ("retrain" if alarms else "ok")
    assert told.facts["missing"]["pay"] == round(without / 200, 2)


def test_what_was_missing_from_the_first_wave_on_is_no_rise() -> None:
    assert report(seen(200, without=40), BASELINE, started(without=40)).facts["alarms"] == []


def test_a_first_wave_alarms_nobody_and_is_what_the_next_is_compared_with() -> None:
    told = report(seen(200, without=100), BASELINE, None)
    assert (told.state, told.facts["alarms"], told.start.missing["pay"]) == ("ok", [], 0.5)


def test_a_shadow_is_compared_on_the_same_people() -> None:
    told = report(seen(200, shadow=0.0, leaving=5), BASELINE, None).facts["shadow"]
    assert told == {"mean_difference": 0.23, "brier": 0.303, "shadow_brier": 0.25}
    assert report(seen(200, shadow=-1.0), BASELINE, None).facts["shadow"] == {"mean_difference": 0.0}


def test_without_a_shadow_or_with_one_that_missed_somebody_nothing_is_compared() -> None:
    assert report(seen(200), BASELINE, None).facts["shadow"] is None
    some = [*seen(199, shadow=0.0), *seen(1)]
    assert report(some, BASELINE, None).facts["shadow"] is None


def test_estimates_that_miss_answers_at_the_own_level_ask_for_another_training() -> None:
    """Half are estimated at a tenth and half at nine tenths, and all think of leaving alike: no shift mends that."""
    apart = [replace(one, margin=2.2 if place % 2 else -2.2) for place, one in enumerate(seen(400, leaving=5))]
    told = report(apart, BASELINE, None)
    assert "calibration" in told.facts["alarms"]
    assert told.state == "retrain"
    assert report(seen(400, leaving=3), BASELINE, None).facts["alarms"] == []


def test_drift_is_told_of_two_hundred_people_and_more() -> None:
    since = baseline_of(people(50, 50, 50, 50), CUTS)
    with pytest.raises(TooFewPeopleError):
        moved(people(50, 50, 50, 49), since)
