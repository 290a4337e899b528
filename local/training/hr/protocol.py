"""How any model is judged: the same splits, masking and figures, for ours and for what it has to beat."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold, StratifiedKFold, train_test_split

from functions.hr.domain.governance.measures import calibration_error
from functions.hr.domain.models.evidence import Figures
from local.training.hr.survey import Floats, Integers, Survey

FOLDS = 5
MASKED = 0.15
Split = tuple[Integers, Integers]


class Fitted(Protocol):
    """A model that was fitted."""

    def __call__(self, drivers: Floats, /) -> Floats:
        """Probabilities of people."""


Fit = Callable[[Floats, Integers], Fitted]


@dataclass(frozen=True)
class Judged:
    """Figures over some splits: mean and standard deviation."""

    mean: Figures
    deviation: Figures


def random_folds(survey: Survey) -> list[Split]:
    """Five folds of people, stratified."""
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    return list(folds.split(survey.drivers, survey.leaves))


def held_out_folds(survey: Survey) -> list[Split]:
    """Five folds of organisations: nobody of those that are judged was seen."""
    return list(GroupKFold(FOLDS).split(survey.drivers, survey.leaves, survey.organisations))


def fixed_split(survey: Survey) -> Split:
    """What the shipped artefact is fitted on, and the fifth of people that it never saw."""
    train, test = train_test_split(survey.rows, test_size=0.2, stratify=survey.leaves, random_state=42)
    return train, test


def split_hash(rows: Integers) -> str:
    """What tells a split from another: SHA-256 of its sorted row numbers as little-endian 64-bit integers."""
    return hashlib.sha256(np.sort(rows).astype("<i8").tobytes()).hexdigest()


def masked(drivers: Floats) -> Floats:
    """The same people with some drivers left out: the survey has no missing cell, and questionnaires do."""
    copy = drivers.copy()
    copy[np.random.default_rng(0).random(copy.shape) < MASKED] = np.nan
    return copy


def figures(probabilities: Floats, leaves: Integers) -> Figures:
    """Rank, precision, squared error and calibration of estimates."""
    return Figures(
        auc=float(roc_auc_score(leaves, probabilities)),
        ap=float(average_precision_score(leaves, probabilities)),
        brier=float(brier_score_loss(leaves, probabilities)),
        ece=calibration_error(probabilities.tolist(), [bool(one) for one in leaves]),
    )


def judge(fit: Fit, survey: Survey, splits: list[Split]) -> Judged:
    """Fit on each training part and judge on what was held out."""
    rows = np.array([list(one.as_row()) for one in _each(fit, survey, splits)])
    return Judged(Figures.of_row(rows.mean(axis=0)), Figures.of_row(rows.std(axis=0)))


def _each(fit: Fit, survey: Survey, splits: list[Split]) -> Iterator[Figures]:
    for train, test in splits:
        model = fit(survey.drivers[train], survey.leaves[train])
        yield figures(model(survey.drivers[test]), survey.leaves[test])
