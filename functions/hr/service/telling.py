"""Puts what answers came to into words and numbers for the person who gave them."""

from datetime import datetime
from typing import Any, cast

from functions.hr.domain.explanations.contributions import DriverContribution
from functions.hr.domain.explanations.estimates import Estimate, Estimates, Output
from functions.hr.domain.explanations.narrative import narrative, range_of
from functions.hr.domain.explanations.notices import notices_for
from functions.hr.domain.instruments.catalogue import Questionnaire
from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.records import KeptAssessment, Place
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.domain.scoring.outcome import Outcome
from functions.hr.domain.scoring.support import needs_support, support_in
from functions.hr.schemas.results import (
    Contribution,
    ExplanationView,
    ModelView,
    Notice,
    Probabilities,
    Probability,
    Range,
    SubscaleScore,
    SupportBlock,
    SupportLine,
)

DIGITS = 4


def told(
    one: KeptAssessment, outcome: Outcome, questionnaire: Questionnaire, place: Place, at: datetime
) -> dict[str, Any]:
    """The fields of `Told`: everything that a person is told of an assessment, help first."""
    locale = cast("Locale", one.locale)
    estimates = outcome.estimates
    return {
        "support": _support(outcome, questionnaire, place, locale, at),
        "assessment_id": one.id,
        "user_id": one.user_id,
        "wave_id": one.wave_id,
        "subscales": subscales(outcome, questionnaire, locale),
        "probabilities": None if estimates is None else _probabilities(estimates),
        "probabilities_reason": outcome.no_estimate,
        "explanations": [] if estimates is None else _explanations(estimates, questionnaire, locale),
        "quality": outcome.quality,
        "model": None if estimates is None else ModelView(**vars(estimates.model)),
        "notices": [
            Notice(code=notice.code, text=notice.text(locale))
            for notice in notices_for(outcome, questionnaire.instruments, locale)
        ],
    }


def subscales(outcome: Outcome, questionnaire: Questionnaire, locale: Locale) -> list[SubscaleScore]:
    """The scores, to one decimal."""
    names = {subscale_id: part.name[locale] for subscale_id, (_, part) in questionnaire.subscales().items()}
    return [
        SubscaleScore(
            id=score.subscale,
            name=names[score.subscale],
            score=None if score.shown is None else float(score.shown),
            band=score.band,
            answered=score.answered,
            of=score.of,
            reason=score.reason,
        )
        for score in outcome.scores.values()
    ]


def _support(
    outcome: Outcome, questionnaire: Questionnaire, place: Place, locale: Locale, at: datetime
) -> SupportBlock | None:
    if not needs_support(questionnaire, outcome.scores):
        return None
    help_ = support_in(place.country, locale, at.astimezone(place.zone).date())
    lines = [
        SupportLine(number=line.number, name=line.name[locale], country=line.country, source=line.source)
        for line in help_.lines
    ]
    return SupportBlock(text=help_.text, lines=lines)


def _probabilities(estimates: Estimates) -> Probabilities:
    burnout = estimates.burnout
    return Probabilities(
        turnover_intention=_probability(estimates.turnover_intention),
        burnout=None if burnout is None else _probability(burnout),
    )


def _probability(one: Estimate) -> Probability:
    return Probability(
        p=round(one.explanation.probability, DIGITS),
        range=_range(one),
        basis=one.basis,
        evidence=one.evidence,
        calibration=one.explanation.calibration,
    )


def _range(one: Estimate) -> Range | None:
    try:
        band = range_of(one.explanation.probability, one.basis)
    except LookupError:
        return None
    return Range(low=band.low / 100, high=band.high / 100)


def _explanations(estimates: Estimates, questionnaire: Questionnaire, locale: Locale) -> list[ExplanationView]:
    drivers = next(one for one in questionnaire.instruments if {part.id for part in one.subscales} >= set(DRIVERS))
    outputs: dict[Output, Estimate | None] = {
        "turnover_intention": estimates.turnover_intention,
        "burnout": estimates.burnout,
    }
    return [_explanation(output, one, drivers, locale) for output, one in outputs.items() if one is not None]


def _explanation(output: Output, one: Estimate, drivers: Instrument, locale: Locale) -> ExplanationView:
    names = {part.id: part.name[locale] for part in drivers.subscales}
    in_words = output == "turnover_intention" and _range(one) is not None
    return ExplanationView(
        output=output,
        base_value=one.explanation.base,
        contributions=[_contribution(part, names[part.driver]) for part in one.explanation.contributions],
        margin=one.explanation.margin,
        probability=round(one.explanation.probability, DIGITS),
        range=_range(one),
        calibration=one.explanation.calibration,
        text=str(narrative(one.explanation, one.basis, drivers, locale)) if in_words else None,
    )


def _contribution(part: DriverContribution, name: str) -> Contribution:
    return Contribution(
        driver=part.driver, name=name, value=part.value, phi=part.phi, points=part.points, direction=part.direction
    )
