"""What is estimated about one person: two probabilities, each with its basis and what it is made of."""

from collections.abc import Callable, Mapping

from functions.hr.domain.explanations.contributions import Calibration, NotAdditiveError, explain
from functions.hr.domain.explanations.estimates import Estimate, Estimates
from functions.hr.domain.explanations.estimates import ModelName as Used
from functions.hr.domain.models.evidence import ModelName
from functions.hr.domain.scoring.learning import DRIVERS, FEWEST_DRIVERS, TooFewDriversError
from functions.hr.prediction.engine import Engine
from functions.hr.prediction.errors import ModelUnavailable

Features = Mapping[str, float | None]
"""Drivers, 0 to 100; absent or None where there is no score."""


class TreePredictor:
    """Estimates by the models that a company uses.

    Args:
        engine: gives the model of a name, or raises `ModelUnavailable`.
        calibration: of the company, for a model; None if it has none.
    """

    def __init__(
        self, engine: Callable[[ModelName], Engine], calibration: Callable[[Engine], Calibration | None]
    ) -> None:
        self._engine = engine
        self._calibration = calibration

    def predict(self, features: Features) -> Estimates:
        """Estimate and explain both.

        Raises:
            TooFewDriversError: fewer than 12 of the 15 drivers have a score.
            ModelUnavailable: a model cannot be used.
        """
        if sum(features.get(driver) is not None for driver in DRIVERS) < FEWEST_DRIVERS:
            raise TooFewDriversError(f"fewer than {FEWEST_DRIVERS} of {len(DRIVERS)} drivers have a score")
        turnover, burnout = self._engine("turnover_intention"), self._engine("burnout")
        return Estimates(
            model=Used(version=turnover.manifest.version, sha256=turnover.manifest.sha256),
            turnover_intention=estimate(turnover, features, self._calibration(turnover)),
            burnout=estimate(burnout, features),
        )


def estimate(engine: Engine, features: Features, calibration: Calibration | None = None) -> Estimate:
    """What a model says about one person.

    Raises:
        ModelUnavailable: its contributions do not add up, so they would explain something else.
    """
    base, phis, margin = engine.contributions(features)
    try:
        explanation = explain(base, phis, margin, features, calibration)
    except NotAdditiveError as error:
        raise ModelUnavailable(f"{engine.manifest.name} does not explain itself.") from error
    return Estimate(basis=engine.manifest.basis, evidence=engine.manifest.evidence, explanation=explanation)
