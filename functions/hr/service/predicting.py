"""What the use cases ask of a model."""

from collections.abc import Mapping
from typing import Protocol

from functions.hr.domain.explanations.estimates import Estimates


class Predictor(Protocol):
    """The model that is in force for a company."""

    def predict(self, features: Mapping[str, float | None]) -> Estimates:
        """Estimate and explain, from the drivers of one person; one without a score is None.

        Args:
            features: by driver, 0 to 100; at least 12 of the 15 have a score.

        Raises:
            ModelUnavailableError: it cannot be asked now.
        """
