"""What training makes of the data, and the figures that a model is accepted for."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import xgboost
from sklearn.metrics import roc_auc_score

from functions.hr.domain.models.evidence import Figures, Group, ModelName
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.prediction.artefacts import PACKAGED, packaged, packaged_manifest
from functions.hr.prediction.engine import load
from local.training.hr import audit, card, employees, survey
from local.training.hr.models import booster, estimates, weighted
from local.training.hr.panel import panel
from local.training.hr.protocol import figures, fixed_split, held_out_folds, split_hash
from local.training.hr.survey import DataError, Survey
from tests.local.training.folder import data

ROOT = Path(__file__).parents[3]
NAMES: tuple[ModelName, ...] = ("turnover_intention", "burnout")
MEANS = (56.2, 67.6, 62.8, 72.1, 75.9, 75.9, 79.4, 63.1, 60.3, 59.9, 74.5, 73.3, 64.6, 51.4, 69.2)


@cache
def read(folder: Path) -> Survey:
    return survey.read(folder)


@pytest.fixture
def people() -> Survey:
    return read(data())


def shipped(name: ModelName) -> xgboost.Booster:
    return xgboost.Booster(model_file=PACKAGED / packaged(name).manifest.file)


@pytest.mark.parametrize("locale", card.LOCALES)
@pytest.mark.parametrize("name", NAMES)
def test_the_committed_card_is_that_of_the_committed_model(name: ModelName, locale: str) -> None:
    committed = (ROOT / "docs" / "model_cards" / f"{name}.{locale}.md").read_text(encoding="utf-8")
    assert committed == card.text(packaged_manifest(name), locale), "run: astramech train hr --cards-only"


@pytest.mark.parametrize(
    ("locale", "told"), [("en", "an intention: not an exit"), ("es", "es una intención: no es una")]
)
def test_a_card_begins_with_what_the_number_is_not_and_prints_that_tenure_fails(locale: str, told: str) -> None:
    text = card.text(packaged_manifest("turnover_intention"), locale)
    assert told in text.splitlines()[0]
    assert "ece.tenure.more_than_20_years | 0.082 | 0.050 | **" in text


def test_the_card_of_the_placeholder_begins_with_what_it_says_of_people() -> None:
    first = card.text(packaged_manifest("burnout"), "en").splitlines()[0]
    assert "says nothing about people" in first


def test_the_shipped_figures_are_those_that_were_hoped_for_or_better() -> None:
    compared = packaged_manifest("turnover_intention").figures
    assert compared.random.ours.auc >= 0.770
    assert compared.organisations.ours.auc >= 0.768
    assert max(compared.random.ours.brier, compared.organisations.ours.brier) <= 0.141
    assert compared.random.ours.ece <= 0.012
    assert compared.organisations.ours.ece <= 0.032
    for _, one in compared:
        for baseline in (one.logistic_regression, one.default_trees):
            assert one.ours.auc > baseline.auc
            assert one.ours.brier < baseline.brier


def test_another_file_is_no_survey(tmp_path: Path) -> None:
    (tmp_path / survey.FILE).write_bytes(b"other")
    with pytest.raises(DataError, match="is not the file"):
        survey.read(tmp_path)
    with pytest.raises(DataError, match="is not there"):
        employees.read(tmp_path)


def test_the_survey_is_read_as_the_questionnaire_scores_it(people: Survey) -> None:
    assert dict(zip(DRIVERS, people.drivers.mean(axis=0).round(1), strict=True)) == dict(
        zip(DRIVERS, MEANS, strict=True)
    )
    assert people.leaves.sum() == 21_449


def test_the_splits_are_the_published_ones(people: Survey) -> None:
    _, test = fixed_split(people)
    assert (len(test), people.leaves[test].sum()) == (20_377, 4_290)
    assert split_hash(test).startswith("7c212c300f5a989d")
    first = held_out_folds(people)[0][1]
    assert sorted(set(people.organisations[first])) == ["DL", "ED", "FQ", "FT", "HS", "IN", "NF", "SK", "XX"]


def test_the_shipped_model_scores_the_fixed_split_as_its_manifest_says(people: Survey) -> None:
    _, test = fixed_split(people)
    probabilities = estimates(shipped("turnover_intention"), people.drivers[test])
    found, manifest = figures(probabilities, people.leaves[test]), packaged_manifest("turnover_intention")
    assert found.as_row() == pytest.approx(manifest.figures.fixed.ours.as_row(), abs=1e-6)
    assert found.as_row() == pytest.approx((0.7758, 0.4525, 0.1385, 0.0094), abs=0.002)
    groups = {(one.attribute, one.value): one for one in audit.groups(people, test, probabilities)}
    expect_published(groups)


def expect_published(groups: dict[tuple[str, str], Group]) -> None:
    assert groups["minority", "minority"].auc == pytest.approx(0.769, abs=0.003)
    assert groups["minority", "minority"].error == pytest.approx(-0.031, abs=0.003)
    assert groups["sex", "male"].auc == pytest.approx(0.775, abs=0.003)
    assert groups["tenure", "more_than_20_years"].ece == pytest.approx(0.081, abs=0.004)
    assert groups["tenure", "ten_years_or_fewer"].ece == pytest.approx(0.057, abs=0.004)


def test_training_again_reaches_the_thresholds_and_class_weights_spoil_calibration(people: Survey) -> None:
    train, test = fixed_split(people)
    drivers, leaves = people.drivers[train], people.leaves[train]
    again = figures(estimates(booster(drivers, leaves), people.drivers[test]), people.leaves[test])
    spoiled = figures(weighted(drivers, leaves)(people.drivers[test]), people.leaves[test])
    assert again.auc >= 0.770
    assert again.ece <= 0.012
    assert spoiled.ece > 0.2
    assert spoiled.auc == pytest.approx(again.auc, abs=0.005)


def test_the_invented_panel_is_as_hard_as_it_was_designed(people: Survey) -> None:
    invented, strain = panel(people)
    assert invented.leaves.mean() == pytest.approx(0.195, abs=0.001)
    assert roc_auc_score(invented.leaves, strain) == pytest.approx(0.758, abs=0.001)
    assert "satisfaction" not in packaged_manifest("burnout").drivers


def test_the_code_does_on_fictional_employees_what_was_published() -> None:
    judged = employees.judge(data())
    ours: Figures = judged["ours"].mean
    assert ours.auc >= 0.840
    assert ours.ap >= 0.650
    assert ours.brier <= 0.090
    assert judged["logistic_regression"].mean.auc == pytest.approx(0.8373, abs=0.005)


@pytest.mark.parametrize("name", NAMES)
def test_native_contributions_are_those_of_the_reference_library(name: ModelName) -> None:
    import shap  # noqa: PLC0415 - takes seconds

    from tests.functions.hr.prediction.rows import frozen  # noqa: PLC0415

    columns = [DRIVERS.index(driver) for driver in packaged_manifest(name).drivers]
    model, rows = shipped(name), frozen()[:, columns]
    native = model.predict(xgboost.DMatrix(rows, nthread=1), pred_contribs=True)
    margin = model.predict(xgboost.DMatrix(rows, nthread=1), output_margin=True)
    assert np.abs(shap.TreeExplainer(model).shap_values(rows) - native[:, :-1]).max() <= 1e-5
    assert np.abs(native.sum(axis=1, dtype=np.float64) - margin).max() <= 1e-5


def test_native_interactions_are_those_of_the_reference_library() -> None:
    """What is computed when a model is promoted, without the library that no layer has room for."""
    import shap  # noqa: PLC0415 - takes seconds

    from tests.functions.hr.prediction.rows import frozen, people  # noqa: PLC0415

    engine, explainer = load(packaged("turnover_intention")), shap.TreeExplainer(shipped("turnover_intention"))
    means = np.abs(explainer.shap_interaction_values(frozen()[:40])).mean(axis=0)
    native = np.array(engine.interactions(people()[:40]))
    np.fill_diagonal(native, means.diagonal())  # there, the whole contribution of a driver
    assert np.abs(native - means).max() <= 1e-5
