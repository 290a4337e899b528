"""Use case: ask the model about an assessment of one's own, or about drivers that are nobody's."""

from collections.abc import Mapping
from uuid import UUID

from functions.hr.domain.consent.purposes import permits
from functions.hr.domain.explanations.estimates import Estimate, Estimates
from functions.hr.domain.explanations.narrative import narrative, range_of
from functions.hr.domain.instruments.catalogue import published
from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.scoring.learning import TooFewDriversError, known_drivers
from functions.hr.schemas.models import ContributionView, EstimateView, ModelUsed, PredictionView, PredictRequest
from functions.hr.service.ports import Assessments, Consents
from functions.hr.service.predicting import Predictor
from functions.hr.service.refusals import consent_required
from functions.hr.service.safe import Safe
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.clock import Now
from shared.core.errors import Forbidden, NotFound, Unprocessable


class TooFewDrivers(Unprocessable):
    """An estimate would rest on too little."""


class ModelQuestions:
    """Estimates that are asked for; nothing of them is kept.

    Args:
        predictor: of the company.
        assessments: what its people answered.
        consents: what they agreed to.
        safe: opens what is theirs.
        now: the clock.
    """

    def __init__(
        self, predictor: Predictor, assessments: Assessments, consents: Consents, safe: Safe, now: Now
    ) -> None:
        self.predictor = predictor
        self.assessments = assessments
        self.consents = consents
        self.safe = safe
        self.now = now

    def ask(self, request: PredictRequest, by: Caller, locale: Locale) -> PredictionView:
        """Estimate and explain.

        Raises:
            Forbidden: the drivers are nobody's and the caller may not ask what if, or did not agree to estimates.
            NotFound: there is no such assessment of the caller's own.
            TooFewDrivers: fewer than 12 of the 15 have a score.
            ModelUnavailable: a model cannot be used.
        """
        if request.features is not None:
            if Scope.HR_MODEL not in by.scopes:
                raise Forbidden(f"A question about nobody needs the scope {Scope.HR_MODEL.value}.")
            return self._told(request.features.model_dump(), locale)
        return self._told(self._own(request.assessment_id, by), locale)

    def _own(self, assessment_id: UUID | None, by: Caller) -> Mapping[str, float | None]:
        """The drivers of an assessment, to nobody but the person whose it is."""
        one = self.assessments.get(assessment_id) if assessment_id else None
        if one is None or one.user_id != by.id:
            raise NotFound("There is no such assessment.")
        if not permits("ml_prediction", self.consents.of(by.id), self.now()):
            raise consent_required("ml_prediction", self.now)
        return known_drivers(self.safe.outcome(one).scores)

    def _told(self, drivers: Mapping[str, float | None], locale: Locale) -> PredictionView:
        try:
            found = self.predictor.predict(drivers)
        except TooFewDriversError as error:
            raise TooFewDrivers(f"There is no estimate: {error}.") from error
        return prediction_view(found, locale)


def prediction_view(found: Estimates, locale: Locale) -> PredictionView:
    """Estimates as they are told, with their words."""
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
