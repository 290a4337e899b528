"""What is fitted: ours, and the two that it has to beat."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import xgboost
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from local.training.hr.protocol import Fit, Fitted, masked
from local.training.hr.survey import Floats, Integers

TREES = 150
THREADS = 2
PARAMETERS: Mapping[str, float | int | str] = {
    "objective": "binary:logistic",
    "tree_method": "hist",
    "grow_policy": "lossguide",
    "max_leaves": 32,
    "max_depth": 8,
    "learning_rate": 0.1,
    "min_child_weight": 20,
    "reg_lambda": 5,
    "seed": 0,
}
"""Of every model of ours on drivers; each driver is also constrained: a better one never raises the estimate.

All drivers and all people are offered to each tree. A sum of falling functions cannot take back what an early tree,
made without the best driver, gave to another: leaving drivers out by chance costs monotone trees more than it buys.
"""


def booster(drivers: Floats, leaves: Integers, weight: float = 1.0) -> xgboost.Booster:
    """Fit ours: every person twice, the second time with some drivers left out.

    Args:
        drivers: a row per person.
        leaves: 1 for yes.
        weight: of each yes. Anything but 1 spoils probabilities; it is here to show that the gate sees it.
    """
    rows = xgboost.DMatrix(np.vstack([drivers, masked(drivers)]), label=np.tile(leaves, 2), nthread=THREADS)
    constraints = tuple([-1] * drivers.shape[1])
    parameters = {**PARAMETERS, "scale_pos_weight": weight, "monotone_constraints": constraints, "nthread": THREADS}
    return xgboost.train(parameters, rows, num_boost_round=TREES)


def estimates(model: xgboost.Booster, drivers: Floats) -> Floats:
    """Probabilities of people."""
    found: Floats = model.predict(xgboost.DMatrix(drivers, nthread=THREADS)).astype(np.float64)
    return found


def ours(drivers: Floats, leaves: Integers) -> Fitted:
    """Monotone trees, fitted on masked copies too."""
    return partial(estimates, booster(drivers, leaves))


def weighted(drivers: Floats, leaves: Integers) -> Fitted:
    """Ours with the class weight that is often used, and forbidden here."""
    return partial(estimates, booster(drivers, leaves, weight=3.75))


def logistic_regression(drivers: Floats, leaves: Integers) -> Fitted:
    """Logistic regression on standardised drivers."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    return partial(_second, model.fit(drivers, leaves))


def default_trees(drivers: Floats, leaves: Integers) -> Fitted:
    """The library as it comes."""
    rows = xgboost.DMatrix(drivers, label=leaves, nthread=THREADS)
    model = xgboost.train({"objective": "binary:logistic", "nthread": THREADS}, rows, num_boost_round=100)
    return partial(estimates, model)


COMPETITORS: Mapping[str, Fit] = {
    "ours": ours,
    "logistic_regression": logistic_regression,
    "default_trees": default_trees,
}


def _second(model: Pipeline, drivers: Floats) -> Floats:
    found: Floats = model.predict_proba(drivers)[:, 1]
    return found
