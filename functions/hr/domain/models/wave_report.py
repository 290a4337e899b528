"""What one wave tells about a model: how far people have moved, and whether estimates are as high as answers.

Everything is rounded, and a wave is looked at once, so that two reports never differ by one person.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.hr.domain.explanations.contributions import FEWEST_LABELS, Calibration, sigmoid
from functions.hr.domain.governance.measures import Drift, calibration_error
from functions.hr.domain.models.drift import ESTIMATE, LARGEST_RISE_OF_MISSING, Moved, baseline_of, moved
from functions.hr.domain.models.evidence import Baseline
from functions.hr.domain.models.gate import LARGEST_GROUP_ECE
from functions.hr.domain.models.recalibration import TooFewLabelsError, recalibrated

DIGITS = 2
BANDS = ((500, "500+"), (200, "200-499"))


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One person of a wave, without a name.

    Attributes:
        margin: log-odds of the model that speaks, before the company's own level.
        leaves: the answer about the intention; None where there is none.
        shadow: log-odds of the model that is asked beside it.
    """

    drivers: Mapping[str, float | None]
    margin: float
    leaves: bool | None
    shadow: float | None = None

    @property
    def values(self) -> Mapping[str, float | None]:
        """What drift is told of."""
        return {**self.drivers, ESTIMATE: sigmoid(self.margin)}


@dataclass(frozen=True, kw_only=True)
class Start:
    """The company's first wave that was looked at.

    Attributes:
        missing: share of people without a value, by driver.
    """

    baseline: Baseline
    missing: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class WaveReport:
    """What one wave told.

    Attributes:
        level: the company's own, if enough people answered the intention.
        facts: as they are kept.
    """

    state: Drift
    level: Calibration | None
    start: Start
    facts: Mapping[str, Any]


def report(people: Sequence[Seen], reference: Baseline, start: Start | None) -> WaveReport:
    """What a wave tells.

    Args:
        people: everybody who agreed to models being checked with their answers.
        reference: shares of the people whom the model is measured on; the distance to them is told apart.
        start: the company's first wave; None if this is it.

    Raises:
        TooFewPeopleError: fewer than 200.
    """
    values = [one.values for one in people]
    apart = moved(values, reference)
    missing = {one.name: one.missing for one in apart}
    since = start or Start(baseline=baseline_of(values, reference.cuts), missing=missing)
    found = moved(values, since.baseline) if start else ()
    level = _level(people)
    calibration = _calibration(people, level)
    alarms = [*_alarms(found, since), *_of_calibration(calibration)]
    facts = {
        "people": next(name for fewest, name in BANDS if len(people) >= fewest),
        "moved": {one.name: {"index": round(one.index, DIGITS), "drift": one.drift} for one in found},
        "missing": {name: round(share, DIGITS) for name, share in missing.items()},
        "from_reference": {one.name: round(one.index, DIGITS) for one in apart},
        "calibration": calibration,
        "shadow": _shadow(people),
        "alarms": alarms,
    }
    watched = any(one.drift == "watch" for one in found)
    return WaveReport(
        state="retrain" if alarms else "watch" if watched else "ok", level=level, start=since, facts=facts
    )


def _alarms(found: Sequence[Moved], since: Start) -> list[str]:
    """What asks for another training: an index above a quarter, or five points more without a value."""
    rise = LARGEST_RISE_OF_MISSING
    return [
        *(f"moved.{one.name}" for one in found if one.drift == "retrain"),
        *(f"missing.{one.name}" for one in found if one.missing - since.missing[one.name] > rise),
    ]


def _level(people: Sequence[Seen]) -> Calibration | None:
    labelled = [(one.margin, one.leaves) for one in people if one.leaves is not None]
    try:
        exact = recalibrated([margin for margin, _ in labelled], [leaves for _, leaves in labelled])
    except TooFewLabelsError:
        return None
    return Calibration(shift=round(exact.shift, DIGITS), labels=exact.labels)


def _calibration(people: Sequence[Seen], level: Calibration | None) -> dict[str, float] | None:
    """How far estimates are from answers, as the model gives them and at the company's own level."""
    labelled = [(one.margin, one.leaves) for one in people if one.leaves is not None]
    if len(labelled) < FEWEST_LABELS:
        return None
    shift = level.shift if level else 0.0
    plain, shifted = ([sigmoid(margin + by) for margin, _ in labelled] for by in (0.0, shift))
    leaves = [leaves for _, leaves in labelled]
    return {
        "ece": round(calibration_error(plain, leaves), DIGITS),
        "error": round(math.fsum(plain) / len(plain) - sum(leaves) / len(leaves), DIGITS),
        "ece_at_own_level": round(calibration_error(shifted, leaves), DIGITS),
    }


def _of_calibration(found: Mapping[str, float] | None) -> list[str]:
    return ["calibration"] if found and found["ece_at_own_level"] > LARGEST_GROUP_ECE else []


def _shadow(people: Sequence[Seen]) -> dict[str, float] | None:
    """How the model that is asked beside compares, on the same people; Brier scores where enough answered."""
    both = [(sigmoid(one.margin), sigmoid(one.shadow), one.leaves) for one in people if one.shadow is not None]
    if len(both) < len(people):
        return None
    told = {"mean_difference": round(math.fsum(abs(one - other) for one, other, _ in both) / len(both), DIGITS)}
    labelled = [(one, other, float(leaves)) for one, other, leaves in both if leaves is not None]
    if len(labelled) >= FEWEST_LABELS:
        total = len(labelled)
        told["brier"] = round(math.fsum((one - leaves) ** 2 for one, _, leaves in labelled) / total, 3)
        told["shadow_brier"] = round(math.fsum((other - leaves) ** 2 for _, other, leaves in labelled) / total, 3)
    return told
