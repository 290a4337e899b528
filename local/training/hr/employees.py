"""Fictional employees who left or stayed: a check of the training code against published figures, no product model."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import xgboost
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from functions.hr.domain.models.evidence import Figures
from local.training.hr.protocol import Judged, figures
from local.training.hr.survey import Floats, Integers, verified

FILE = "ibm_hr_attrition.csv"
SHA256 = "a5c31e38bd7fafc9bc333884eb181b06b41b8e5e488e8f7ccb27199fb3be7659"
LABEL = "Attrition"
NOT_FEATURES = (LABEL, "EmployeeCount", "EmployeeNumber", "Over18", "StandardHours")
REPEATS = 3
TREES = 800
PARAMETERS = {
    "objective": "binary:logistic",
    "tree_method": "hist",
    "max_depth": 1,
    "learning_rate": 0.08,
    "colsample_bytree": 0.3,
    "subsample": 0.7,
    "reg_lambda": 5,
    "min_child_weight": 2,
    "seed": 0,
    "nthread": 2,
}


def read(folder: Path) -> tuple[Floats, Integers]:
    """Columns as numbers, words one column per word; and who left.

    Raises:
        DataError: the file is absent or another one.
    """
    rows = list(csv.DictReader(io.StringIO(verified(folder / FILE, SHA256).decode("utf-8-sig"))))
    names = [name for name in rows[0] if name not in NOT_FEATURES]
    columns = [column for name in names for column in _numbers([row[name] for row in rows])]
    return np.column_stack(columns), np.array([row[LABEL] == "Yes" for row in rows]).astype(np.int64)


def judge(folder: Path) -> dict[str, Judged]:
    """Boosted stumps and logistic regression over fifteen folds."""
    features, left = read(folder)
    folds = list(RepeatedStratifiedKFold(n_splits=5, n_repeats=REPEATS, random_state=0).split(features, left))
    found: dict[str, list[Figures]] = {"ours": [], "logistic_regression": []}
    for train, test in folds:
        found["ours"].append(figures(_stumps(features[train], left[train], features[test]), left[test]))
        found["logistic_regression"].append(
            figures(_logistic(features[train], left[train], features[test]), left[test])
        )
    return {name: _over(each) for name, each in found.items()}


def _numbers(values: list[str]) -> Iterator[Floats]:
    if all(value.lstrip("-").isdigit() for value in values):
        yield np.array(values).astype(np.float64)
        return
    for word in sorted(set(values)):
        yield np.array([value == word for value in values]).astype(np.float64)


def _stumps(features: Floats, left: Integers, others: Floats) -> Floats:
    model = xgboost.train(PARAMETERS, xgboost.DMatrix(features, label=left, nthread=2), num_boost_round=TREES)
    found: Floats = model.predict(xgboost.DMatrix(others, nthread=2)).astype(np.float64)
    return found


def _logistic(features: Floats, left: Integers, others: Floats) -> Floats:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2000)).fit(features, left)
    found: Floats = model.predict_proba(others)[:, 1]
    return found


def _over(each: list[Figures]) -> Judged:
    rows = np.array([one.as_row() for one in each])
    return Judged(Figures.of_row(rows.mean(axis=0)), Figures.of_row(rows.std(axis=0)))
