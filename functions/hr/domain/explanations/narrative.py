"""An explanation in words, for the person it speaks of; templates write it, no language model."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field

from functions.hr.domain.explanations.contributions import DriverContribution, Explanation
from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.instruments.parts import Locale, Part
from functions.hr.domain.scoring.learning import SUMMARY

SMALLEST_SHOWN = 0.5
MOST_RAISING, MOST_LOWERING = 3, 2
MINUS = "\u2212"

_TEXTS = Path(__file__).with_name("texts.toml")
_RANGES = Path(__file__).with_name("ranges.toml")


class Sentences(Part):
    """The sentences of a language."""

    estimate: str
    raises: str
    lowers: str
    nothing: str
    driver: str
    driver_unanswered: str
    summary: str
    one_point: str
    points: str
    closing: str


class RangeBand(Part):
    """Observed shares where an estimate lies below a bound, in percent; the last band has none."""

    low: int
    high: int
    below: float | None = None


class Ranges(Part):
    """The bands of a basis, in rising order."""

    basis: str
    source: str
    bands: tuple[RangeBand, ...] = Field(strict=False, min_length=1)


@dataclass(frozen=True)
class Narrative:
    """What is read about an estimate, sentence by sentence."""

    sentences: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.sentences)


def shown(explanation: Explanation) -> tuple[tuple[DriverContribution, ...], tuple[DriverContribution, ...]]:
    """The three that raise and the two that lower an estimate most, without what moves it by less than half a point."""
    told = [one for one in explanation.contributions if _is_told(one) and one.driver != SUMMARY]
    raising = sorted((one for one in told if one.points > 0), key=lambda one: -one.points)
    lowering = sorted((one for one in told if one.points < 0), key=lambda one: one.points)
    return tuple(raising[:MOST_RAISING]), tuple(lowering[:MOST_LOWERING])


def narrative(explanation: Explanation, basis: str, drivers: Instrument, locale: Locale) -> Narrative:
    """An explanation of turnover intention in words.

    Args:
        explanation: of the estimate.
        basis: what the model learned from; it has the ranges.
        drivers: the instrument, for their names.
        locale: of the text.

    Raises:
        LookupError: there are no ranges of this basis.
    """
    texts = _sentences()[locale]
    band = range_of(explanation.probability, basis)
    parts = [texts.estimate.format(percent=_whole(100 * explanation.probability), low=band.low, high=band.high)]
    raising, lowering = shown(explanation)
    names = {one.id: one.name[locale] for one in drivers.subscales}
    if raising:
        parts.append(texts.raises.format(drivers=_listed(raising, names, texts, unit_on_first=True)))
    if lowering:
        parts.append(texts.lowers.format(drivers=_listed(lowering, names, texts, unit_on_first=not raising)))
    if not raising and not lowering:
        parts.append(texts.nothing)
    summary = [one for one in explanation.contributions if one.driver == SUMMARY and _is_told(one)]
    if summary:
        parts.append(texts.summary.format(drivers=_listed(summary, names, texts, unit_on_first=True)))
    return Narrative((*parts, texts.closing))


def range_of(probability: float, basis: str) -> RangeBand:
    """What was observed in other organisations where an estimate was like this one.

    Raises:
        LookupError: there are no ranges of this basis.
    """
    for ranges in _ranges():
        if ranges.basis == basis:
            return next(one for one in ranges.bands if one.below is None or probability < one.below)
    raise LookupError(f"no ranges of {basis}")


def _listed(
    contributions: Sequence[DriverContribution], names: Mapping[str, str], texts: Sentences, *, unit_on_first: bool
) -> str:
    return ", ".join(
        _one(one, names[one.driver], texts, with_unit=unit_on_first and number == 0)
        for number, one in enumerate(contributions)
    )


def _one(one: DriverContribution, name: str, texts: Sentences, *, with_unit: bool) -> str:
    whole = _whole(abs(one.points))
    points = f"{'+' if one.points > 0 else MINUS}{whole}"
    if with_unit:
        points = (texts.one_point if whole == 1 else texts.points).format(points=points)
    if one.value is None:
        return texts.driver_unanswered.format(name=name, points=points)
    return texts.driver.format(name=name, value=_whole(one.value), points=points)


def _is_told(one: DriverContribution) -> bool:
    return abs(one.points) >= SMALLEST_SHOWN


def _whole(value: float) -> int:
    return math.floor(value + 0.5)


@cache
def _sentences() -> Mapping[str, Sentences]:
    table = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
    return {locale: Sentences.model_validate(sentences) for locale, sentences in table.items()}


@cache
def _ranges() -> tuple[Ranges, ...]:
    table = tomllib.loads(_RANGES.read_text(encoding="utf-8"))
    return tuple(Ranges.model_validate(row) for row in table["ranges"])
