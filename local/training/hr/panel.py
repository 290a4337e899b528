"""The placeholder for burnout: an invented next wave. It proves that the pipeline works, and nothing about people."""

import numpy as np

from functions.hr.domain.scoring.learning import DRIVERS
from local.training.hr.survey import Floats, Survey

SEED = 20260101
MEAN, DEVIATION, EXPLAINED = 33.0, 17.7, 0.25
STEP = 25 / 7
"""Seven items of five options: what a mean of the work scale can be."""
THRESHOLD = 50

WEIGHTS = {
    "workload": 0.30,
    "worklife": 0.20,
    "supervisor": 0.15,
    "recognition_fairness": 0.15,
    "safety_respect": 0.15,
    "role_clarity": 0.10,
    "voice": 0.10,
    "cooperation": 0.10,
    "meaning": 0.10,
    "leadership": 0.05,
}
SEEN = tuple(driver for driver in DRIVERS if driver != "satisfaction")


def panel(survey: Survey) -> tuple[Survey, Floats]:
    """The same people with an invented label: a work score of 50 or more at the next wave.

    Returns:
        The panel, and the strain that its labels were drawn from, which no estimate can rank better than.
    """
    standard = (survey.drivers - survey.drivers.mean(axis=0)) / survey.drivers.std(axis=0)
    strain = -sum(weight * standard[:, DRIVERS.index(driver)] for driver, weight in WEIGHTS.items())
    strain = (strain - np.mean(strain)) / np.std(strain)
    noise = np.random.default_rng(SEED).standard_normal(len(strain))
    score = MEAN + DEVIATION * (np.sqrt(EXPLAINED) * strain + np.sqrt(1 - EXPLAINED) * noise)
    score = np.clip(np.round(score / STEP) * STEP, 0, 100)
    columns = [DRIVERS.index(driver) for driver in SEEN]
    invented = Survey(
        drivers=survey.drivers[:, columns],
        leaves=(score >= THRESHOLD).astype(np.int64),
        organisations=survey.organisations,
        groups=survey.groups,
    )
    return invented, strain
