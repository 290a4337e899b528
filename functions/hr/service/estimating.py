"""Asks the model about one person, if that person agreed and answered enough."""

import math
from collections.abc import Mapping
from dataclasses import replace

from functions.hr.domain.explanations.estimates import Estimates, ModelUnavailableError, NoEstimate
from functions.hr.domain.scoring.learning import DRIVERS, TooFewDriversError, features_of
from functions.hr.domain.scoring.outcome import Outcome
from functions.hr.domain.scoring.scores import Score
from functions.hr.service.predicting import Predictor
from shared.core.log import log


class Estimating:
    """Estimates of a company's people.

    Args:
        predictor: the model.
    """

    def __init__(self, predictor: Predictor) -> None:
        self.predictor = predictor

    def of(self, scores: Mapping[str, Score], *, permitted: bool) -> tuple[Estimates | None, NoEstimate | None]:
        """What the model says, or why nothing."""
        if not permitted:
            return None, "no_consent"
        try:
            values = features_of(scores)
            features = {name: None if math.isnan(one) else one for name, one in zip(DRIVERS, values, strict=True)}
            return self.predictor.predict(features), None
        except TooFewDriversError:
            return None, "too_few_drivers"
        except ModelUnavailableError as error:
            log().warning("the model is unavailable", reason=type(error).__name__)
            return None, "model_unavailable"


def shown(outcome: Outcome, *, permitted: bool) -> Outcome:
    """An outcome without what is not agreed to now."""
    return outcome if permitted else replace(outcome, estimates=None, no_estimate="no_consent")
