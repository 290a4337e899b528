"""Use case: ask the model about drivers that are nobody's."""

from functions.hr.domain.explanations.estimates import Estimate
from functions.hr.domain.explanations.narrative import narrative, range_of
from functions.hr.domain.instruments.catalogue import published
from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.scoring.learning import TooFewDriversError
from functions.hr.schemas.models import ContributionView, EstimateView, ModelUsed, PredictionView, PredictRequest
from functions.hr.service.predicting import Predictor
from shared.core.errors import Unprocessable


class TooFewDrivers(Unprocessable):
    """An estimate would rest on too little."""


class ModelQuestions:
    """Estimates that are asked for; nothing of them is kept.

    Args:
        predictor: of the company.
    """

    def __init__(self, predictor: Predictor) -> None:
        self.predictor = predictor

    def ask(self, request: PredictRequest, locale: Locale) -> PredictionView:
        """Estimate and explain.

        Raises:
            TooFewDrivers: fewer than 12 of the 15 have a score.
            ModelUnavailable: a model cannot be used.
        """
        try:
            found = self.predictor.predict(request.drivers)
        except TooFewDriversError as error:
            raise TooFewDrivers(f"There is no estimate: {error}.") from error
        return PredictionView(
            turnover_intention=_view(found.turnover_intention, locale),
            burnout=_view(found.burnout, locale) if found.burnout else None,
            model=ModelUsed(version=found.model.version, sha256=found.model.sha256),
        )


def _view(one: Estimate, locale: Locale) -> EstimateView:
    told = one.explanation
    parts = [
        ContributionView(
            driver=part.driver, value=part.value, phi=part.phi, points=part.points, direction=part.direction
        )
        for part in told.contributions
    ]
    return EstimateView(
        p=told.probability,
        range=_range(one),
        basis=one.basis,
        evidence=one.evidence,
        calibration=told.calibration,
        base_value=told.base,
        margin=told.margin,
        contributions=parts,
        text=_text(one, locale),
    )


def _range(one: Estimate) -> tuple[float, float] | None:
    try:
        band = range_of(one.explanation.probability, one.basis)
    except LookupError:
        return None
    return band.low / 100, band.high / 100


def _text(one: Estimate, locale: Locale) -> str | None:
    """In words, where something was observed that the words can tell; an invented basis has none."""
    if _range(one) is None:
        return None
    drivers = next(each for each in published().instruments if each.id == "fevs")
    return str(narrative(one.explanation, one.basis, drivers, locale))
