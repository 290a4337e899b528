"""Ours: both models, additivity checked, with points, range and words, as `POST /hr/ml/predict` tells it."""

import math
from itertools import cycle
from typing import Any

import estimate_people as people  # type: ignore[import-not-found]  # beside it where it runs
import numpy as np  # noqa: F401 - imported where the floor imports it
import xgboost  # noqa: F401

from functions.hr.domain.models.evidence import ModelName
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.prediction.artefacts import packaged, packaged_manifest
from functions.hr.prediction.engine import Engine, load, loaded
from functions.hr.prediction.predictor import TreePredictor
from functions.hr.service.models.asking import prediction_view


def engine(name: ModelName) -> Engine:
    """Read and checked once in a process."""
    return loaded(packaged_manifest(name).sha256) or load(packaged(name))


_predictor = TreePredictor(engine, lambda _engine: None)
_everybody = cycle(
    [
        {driver: None if math.isnan(value) else value for driver, value in zip(DRIVERS, row, strict=True)}
        for row in people.rows()
    ]
)


def predict(_event: Any, _context: Any) -> Any:
    """Tell of the next one."""
    told = prediction_view(_predictor.predict(next(_everybody)), "es")
    return people.done(told.turnover_intention.p)
