"""How good estimates are: ours against logistic regression and the library as it comes, on the same people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xgboost

from benchmarks.goals import Goal
from functions.hr.domain.models.evidence import Compared, Comparisons, Figures
from functions.hr.prediction.artefacts import PACKAGED, packaged
from local.training.hr import employees, survey
from local.training.hr.making import compared
from local.training.hr.models import estimates
from local.training.hr.protocol import Judged, figures, fixed_split

BEGUN_WITH = {
    "random": Figures(auc=0.7736, ap=0.4545, brier=0.1390, ece=0.0077),
    "organisations": Figures(auc=0.7732, ap=0.4534, brier=0.1397, ece=0.0275),
    "fixed": Figures(auc=0.7758, ap=0.4525, brier=0.1385, ece=0.0094),
}
"""Of the recipe that ours began with: 300 monotone trees of depth 4, some drivers and people left out of each."""

DIGITS = 4


@dataclass(frozen=True)
class Quality:
    """What was found of the intention to change jobs, and of the training code on fictional employees.

    Attributes:
        intention: fitted anew on each split.
        shipped: the deployed file on the fixed split, which it never saw.
        employees: by model; invented people, a check of the code.
    """

    intention: Comparisons
    shipped: Figures
    employees: dict[str, Judged]


def judge(folder: Path, step: Callable[[str], None]) -> Quality:
    """Fit everything on every split of a folder's people.

    Raises:
        DataError: a file is absent or another one.
    """
    people = survey.read(folder)
    step("the deployed file")
    _, test = fixed_split(people)
    deployed = xgboost.Booster(model_file=PACKAGED / packaged("turnover_intention").manifest.file)
    shipped = figures(estimates(deployed, people.drivers[test]), people.leaves[test])
    found = compared(people, step)
    step("fictional employees")
    return Quality(intention=found, shipped=shipped, employees=employees.judge(folder))


def goals(found: Quality) -> Iterator[Goal]:
    """Better than both baselines in rank, squared error and calibration, and as good as what we began with."""
    for split, one in found.intention:
        for name, other in _others(split, one):
            yield from _to(f"{split}, to {name}", one.ours, other)
    yield from _to(
        "fixed, as deployed, to logistic regression", found.shipped, found.intention.fixed.logistic_regression
    )


def _others(split: str, one: Compared) -> Iterator[tuple[str, Figures]]:
    yield "logistic regression", one.logistic_regression
    yield "XGBoost as it comes", one.default_trees
    yield "the first recipe", BEGUN_WITH[split]


def _to(name: str, ours: Figures, other: Figures) -> Iterator[Goal]:
    """Figures as they are printed; of the area, what is missing above the curve."""
    yield Goal(f"1 - AUC, {name}", _ratio(1 - ours.auc, 1 - other.auc), 1.0)
    yield Goal(f"Brier, {name}", _ratio(ours.brier, other.brier), 1.0)
    yield Goal(f"ECE, {name}", _ratio(ours.ece, other.ece), 1.0)


def _ratio(one: float, other: float) -> float:
    return round(one, DIGITS) / round(other, DIGITS)
