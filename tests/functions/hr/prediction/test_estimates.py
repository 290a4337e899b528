"""What is estimated of one person by the models that are deployed with the code."""

import hashlib
import math
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import xgboost

from functions.hr.domain.explanations.contributions import Calibration
from functions.hr.domain.models.evidence import ModelName
from functions.hr.domain.scoring.learning import DRIVERS, TooFewDriversError
from functions.hr.prediction.artefacts import PACKAGED, Artefact, packaged
from functions.hr.prediction.engine import Engine, load
from functions.hr.prediction.errors import ModelUnavailable
from functions.hr.prediction.predictor import TreePredictor, estimate
from tests.functions.hr.prediction.rows import people

NAMES: tuple[ModelName, ...] = ("turnover_intention", "burnout")
CONTENT = dict.fromkeys(DRIVERS, 75.0)


@pytest.fixture
def predictor() -> TreePredictor:
    return TreePredictor(lambda name: load(packaged(name)), lambda _engine: None)


@pytest.fixture
def turnover() -> Engine:
    return load(packaged("turnover_intention"))


def p_of(engine: Engine, features: Mapping[str, float | None]) -> float:
    return estimate(engine, features).explanation.probability


def odds(probability: float) -> float:
    return probability / (1 - probability)


def test_both_numbers_say_what_they_rest_on(predictor: TreePredictor) -> None:
    found = predictor.predict(CONTENT)
    assert found.turnover_intention.basis == "intention:fevs-2018"
    assert found.turnover_intention.evidence == "measured"
    assert found.turnover_intention.explanation.calibration == "not_local"
    assert found.burnout is not None
    assert (found.burnout.basis, found.burnout.evidence) == ("synthetic", "none")
    assert found.model.sha256 == packaged("turnover_intention").manifest.sha256


def test_twelve_drivers_are_enough_and_eleven_are_not(predictor: TreePredictor) -> None:
    twelve: dict[str, float | None] = dict.fromkeys(DRIVERS[:12], 50.0)
    assert 0 < predictor.predict(twelve).turnover_intention.explanation.probability < 1
    with pytest.raises(TooFewDriversError):
        predictor.predict({**twelve, DRIVERS[0]: None})


def test_a_missing_driver_stays_missing(turnover: Engine) -> None:
    without = {**CONTENT, "career": None}
    assert p_of(turnover, without) != pytest.approx(p_of(turnover, {**CONTENT, "career": 0.0}))
    contributions = estimate(turnover, without).explanation.contributions
    assert next(one for one in contributions if one.driver == "career").value is None


@pytest.mark.parametrize("name", NAMES)
def test_points_add_up_to_the_estimate_for_everybody(name: ModelName) -> None:
    engine = load(packaged(name))
    for person in people():
        base, phis, margin = engine.contributions(person)
        assert abs(base + math.fsum(phis.values()) - margin) <= 1e-5
        found = estimate(engine, person)
        start = 1 / (1 + math.exp(-found.explanation.base))
        points = math.fsum(one.points for one in found.explanation.contributions)
        assert points == pytest.approx(100 * (found.explanation.probability - start), abs=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_a_better_driver_never_raises_an_estimate(name: ModelName) -> None:
    engine, random = load(packaged(name)), np.random.default_rng(16)
    people = random.uniform(0, 100, (1000, len(engine.manifest.drivers)))
    better = people.copy()
    raised = np.arange(1000), random.integers(0, people.shape[1], 1000)
    better[raised] = random.uniform(people[raised], 100)
    before, after = (engine._booster.predict(xgboost.DMatrix(rows, nthread=1)) for rows in (people, better))
    assert (after <= before + 1e-7).all()
    assert (after < before - 1e-4).sum() > 100


def test_a_companys_own_answers_shift_the_estimate_and_leave_contributions_alone(turnover: Engine) -> None:
    plain = estimate(turnover, CONTENT).explanation
    local = estimate(turnover, CONTENT, Calibration(shift=math.log(1.5), labels=200)).explanation
    assert odds(local.probability) == pytest.approx(1.5 * odds(plain.probability))
    assert [one.phi for one in local.contributions] == [one.phi for one in plain.contributions]
    assert (local.calibration, plain.calibration) == ("local", "not_local")


def test_too_few_answers_of_its_own_shift_nothing(turnover: Engine) -> None:
    early = estimate(turnover, CONTENT, Calibration(shift=1.0, labels=199)).explanation
    assert (early.probability, early.calibration) == (p_of(turnover, CONTENT), "not_local")


def test_one_flipped_byte_makes_a_model_unavailable(tmp_path: Path) -> None:
    shutil.copytree(PACKAGED, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "turnover_intention.ubj"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="not the one that was approved"):
        packaged("turnover_intention", tmp_path)


def test_an_absent_model_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable):
        packaged("turnover_intention", tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "not the one that was approved"), (b"{}", "does not load"), (b"x" * 50, "does not load")],
)
def test_what_is_no_model_does_not_load(content: bytes, told: str) -> None:
    manifest = packaged("burnout").manifest.model_copy(update={"sha256": hashlib.sha256(content).hexdigest()})
    with pytest.raises(ModelUnavailable, match=told):
        load(Artefact(manifest, content))
