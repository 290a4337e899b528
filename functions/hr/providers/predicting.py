"""Which model is asked."""

from collections.abc import Mapping
from typing import Annotated

from functions.hr.domain.explanations.estimates import Estimates, ModelUnavailableError
from functions.hr.service.predicting import Predictor
from shared.core.inject import Depends


class NoModel:
    """There is no model in force."""

    def predict(self, features: Mapping[str, float | None]) -> Estimates:
        """Say so."""
        del features
        raise ModelUnavailableError("no model is in force")


def predictor() -> Predictor:
    """The model that is in force."""
    return NoModel()


Model = Annotated[Predictor, Depends(predictor)]
