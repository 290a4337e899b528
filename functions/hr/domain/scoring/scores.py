"""Scores of subscales, by what each instrument prescribes; a score is measured, never estimated."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.instruments.parts import Subscale
from functions.hr.domain.scoring.answers import Answers

NoScore = Literal["too_few_answers", "not_applicable"]


@dataclass(frozen=True, kw_only=True)
class Score:
    """The score of a subscale, or why there is none.

    Attributes:
        value: exact; None below the minimum of answers. Nothing is put in the place of an answer.
        band: of the exact value.
        answered: how many items were; of how many that the subscale has.
    """

    subscale: str
    value: Fraction | None
    band: str | None
    answered: int
    of: int
    reason: NoScore | None = None

    @property
    def shown(self) -> Decimal | None:
        """The value for people: one decimal, halves up."""
        return None if self.value is None else rounded(self.value)


@dataclass(frozen=True)
class Change:
    """From one score to a later one of the same subscale, as a plain number.

    Attributes:
        is_clear: whether it is large enough to be called a change.
    """

    points: Decimal
    is_clear: bool


def scores_of(answers: Answers) -> Mapping[str, Score]:
    """Every subscale of the questionnaire, in its order; there is no total."""
    return {
        subscale.id: _score(answers, instrument, subscale)
        for instrument, subscale in answers.questionnaire.subscales().values()
    }


def change(instrument: Instrument, before: Score, after: Score) -> Change | None:
    """What changed between two scores; None if one of them is missing.

    Raises:
        ValueError: scores of different subscales.
    """
    if before.subscale != after.subscale:
        raise ValueError(f"{before.subscale} cannot be compared with {after.subscale}")
    if before.value is None or after.value is None:
        return None
    difference = after.value - before.value
    is_clear = instrument.clear_change is not None and abs(difference) >= instrument.clear_change
    return Change(rounded(difference), is_clear)


def rounded(value: Fraction) -> Decimal:
    """To one decimal, halves away from zero."""
    tenths = math.floor(abs(value) * 10 + Fraction(1, 2))
    return Decimal(-tenths if value < 0 else tenths).scaleb(-1)


def _score(answers: Answers, instrument: Instrument, subscale: Subscale) -> Score:
    items = instrument.items_of(subscale.id)
    values = [(item, answers.value(item, instrument)) for item in items]
    points = [instrument.points(item, value) for item, value in values if value is not None]
    if not any(answers.is_asked(item, instrument) for item in items):
        return _none(subscale, 0, len(items), "not_applicable")
    if len(points) < subscale.minimum:
        return _none(subscale, len(points), len(items), "too_few_answers")
    total = sum(points, Fraction(0))
    value = total / len(points) if instrument.statistic == "mean" else total
    band = subscale.band_of(value).id
    return Score(subscale=subscale.id, value=value, band=band, answered=len(points), of=len(items))


def _none(subscale: Subscale, answered: int, of: int, reason: NoScore) -> Score:
    return Score(subscale=subscale.id, value=None, band=None, answered=answered, of=of, reason=reason)
