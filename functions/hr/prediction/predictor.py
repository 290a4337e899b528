"""What is estimated about one person: two probabilities, each with its basis, its range and what it is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from functions.hr.domain.explanations.contributions import (
    Calibration,
    Explanation,
    NotAdditiveError,
    explain,
)
from functions.hr.domain.explanations.narrative import range_of
from functions.hr.domain.models.evidence import Evidence, ModelName
from functions.hr.domain.scoring.learning import DRIVERS, FEWEST_DRIVERS, TooFewDriversError
from functions.hr.prediction.engine import Engine
from functions.hr.prediction.errors import ModelUnavailable

Values = Mapping[str, float | None]
"""Drivers, 0 to 100; absent or None where there is no score."""


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """One probability.

    Attributes:
        p: 0 to 1.
        range: what was observed in other organisations where an estimate was like this one; None if nothing was.
        basis: what the number means. It is shown wherever the number is.
        evidence: `none` if it was learned from invented outcomes: nothing may be decided by it.
        version: of the model; `sha256`, of its file.
    """

    p: float
    range: tuple[float, float] | None
    basis: str
    evidence: Evidence
    calibration: Literal["local", "not_local"]
    explanation: Explanation
    version: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """Both estimates of one person."""

    turnover_intention: Estimate
    burnout: Estimate


class Predictor(Protocol):
    """Estimates; the real one reads models, and a test may say what it likes."""

    def predict(self, values: Values) -> Prediction:
        """Estimate.

        Raises:
            TooFewDriversError: fewer than 12 of the 15 drivers have a score.
            ModelUnavailable: a model cannot be used.
        """


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

    def predict(self, values: Values) -> Prediction:
        if sum(values.get(driver) is not None for driver in DRIVERS) < FEWEST_DRIVERS:
            raise TooFewDriversError(f"fewer than {FEWEST_DRIVERS} of {len(DRIVERS)} drivers have a score")
        return Prediction(
            turnover_intention=self._estimate("turnover_intention", values),
            burnout=self._estimate("burnout", values),
        )

    def _estimate(self, name: ModelName, values: Values) -> Estimate:
        engine = self._engine(name)
        return estimate(engine, values, self._calibration(engine))


def estimate(engine: Engine, values: Values, calibration: Calibration | None = None) -> Estimate:
    """What a model says about one person.

    Raises:
        ModelUnavailable: its contributions do not add up, so they would explain something else.
    """
    base, phis, margin = engine.contributions(values)
    try:
        explanation = explain(base, phis, margin, values, calibration)
    except NotAdditiveError as error:
        raise ModelUnavailable(f"{engine.manifest.name} does not explain itself.") from error
    manifest = engine.manifest
    return Estimate(
        p=explanation.probability,
        range=_range(explanation.probability, manifest.basis),
        basis=manifest.basis,
        evidence=manifest.evidence,
        calibration=explanation.calibration,
        explanation=explanation,
        version=manifest.version,
        sha256=manifest.sha256,
    )


def _range(probability: float, basis: str) -> tuple[float, float] | None:
    try:
        band = range_of(probability, basis)
    except LookupError:
        return None
    return band.low / 100, band.high / 100
