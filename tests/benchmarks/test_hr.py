"""Estimates are measured by what is deployed, and their quality is held against baselines as it is printed."""

import numpy as np
import pytest

from benchmarks.hr import variants
from benchmarks.hr.estimate_people import MOST_MISSING, rows
from benchmarks.hr.quality import Quality, goals
from benchmarks.variants import Variant
from functions.hr.prediction.artefacts import packaged_manifest

DEPLOYED = packaged_manifest("turnover_intention").figures


def missed(intention_auc: float, ece: float = 0.0064) -> list[str]:
    better = DEPLOYED.random.ours.model_copy(update={"auc": intention_auc, "ece": ece})
    found = DEPLOYED.model_copy(update={"random": DEPLOYED.random.model_copy(update={"ours": better})})
    quality = Quality(intention=found, shipped=DEPLOYED.fixed.ours, employees={})
    return [goal.name for goal in goals(quality) if not goal.held]


def test_the_deployed_figures_hold_every_goal() -> None:
    assert missed(DEPLOYED.random.ours.auc, DEPLOYED.random.ours.ece) == []


def test_a_worse_rank_and_a_worse_calibration_are_missed_against_whom_they_are_worse_than() -> None:
    assert missed(0.7718) == ["1 - AUC, random, to logistic regression", "1 - AUC, random, to the first recipe"]
    assert missed(0.7744, ece=0.0201) == ["ECE, random, to XGBoost as it comes", "ECE, random, to the first recipe"]


def test_a_difference_that_is_not_printed_is_none() -> None:
    assert missed(0.77364) == []


def test_everybody_who_is_estimated_has_enough_drivers() -> None:
    missing = np.isnan(np.array(rows())).sum(axis=1)
    assert set(missing.tolist()) == set(range(MOST_MISSING + 1))


@pytest.mark.parametrize("variant", [variants.ours(), variants.layer()], ids=lambda one: one.name)
def test_a_handler_answers_with_what_the_deployed_model_says(variant: Variant) -> None:
    """On its own path, without the packages of this environment; the worker ends if an answer is another one."""
    with variants.start(variant) as worker:
        assert worker.report()["answered"]["resident"] > 0
        assert len(worker.call(3)["microseconds"]) == 3
