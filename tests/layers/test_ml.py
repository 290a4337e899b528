"""What predicts works with nothing but its layers, and fits a function beside the base."""

import json
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xgboost

from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.prediction.artefacts import PACKAGED, packaged, packaged_manifest
from functions.hr.prediction.engine import load
from layers.assets import stage_code
from layers.build import LIMIT_BYTES, layer_directory
from layers.interpreters import find_interpreter
from layers.target import Processor, Target
from layers.tree import files_below, unzipped_bytes
from tests.functions.hr.prediction.rows import frozen
from tests.layers.conftest import Run

NEVER = ("pandas", "sklearn", "shap", "numba", "llvmlite")
PT_LOAD, HEADER, PAGE = 1, 56, 4096

PREDICT = f"""
import math
import numpy as np
import xgboost
from functions.hr.prediction.artefacts import packaged
from functions.hr.prediction.engine import load
row = xgboost.DMatrix(np.full((1, 15), math.nan, dtype=np.float32), nthread=1)
booster = load(packaged("turnover_intention"))._booster
assert booster.predict(row, pred_contribs=True).shape == (1, 16)
values = dict.fromkeys({DRIVERS!r}, 50.0) | {{"pay": None}}
print(load(packaged("turnover_intention")).contributions(values).margin)
print([m.__file__ for m in sys.modules.values() if "site-packages" in (getattr(m, "__file__", "") or "")])
print([name for name in {NEVER!r} if name in sys.modules])
"""

EXPLAIN = """
import json, sys
path, file, folder, columns = sys.argv[1:]
sys.path.insert(0, path)
import numpy as np, xgboost
model = xgboost.Booster(model_file=file)
seen = xgboost.DMatrix(np.load(f"{folder}/rows.npy")[:, json.loads(columns)], nthread=1)
np.save(f"{folder}/phi.npy", model.predict(seen, pred_contribs=True))
np.save(f"{folder}/p.npy", model.predict(seen))
"""


@pytest.fixture(scope="module")
def ml() -> Path:
    return layer_directory("ml", Target.host())


@pytest.mark.parametrize("processor", ["x86_64", "arm64"])
def test_what_predicts_fits_a_function_beside_the_base(processor: Processor) -> None:
    target = Target.cloud(processor)
    layers = (layer_directory(name, target) for name in ("base", "ml"))
    assert unzipped_bytes(*layers, stage_code("hr", target)) < LIMIT_BYTES


def test_a_model_is_read_and_explains_itself_with_nothing_but_its_layers(ml: Path, run: Run) -> None:
    base, code = layer_directory("base", Target.host()), stage_code("hr", Target.host())
    margin, foreign, heavy = run(PREDICT, code, base / "python", ml / "python").splitlines()
    here = load(packaged("turnover_intention")).contributions({**dict.fromkeys(DRIVERS, 50.0), "pay": None})
    assert float(margin) == pytest.approx(here.margin, abs=1e-6)
    assert (foreign, heavy) == ("[]", "[]")


def test_a_model_says_the_same_under_the_library_of_the_cloud(tmp_path: Path) -> None:
    """Lambda's Python has a newer library than 3.11 gets: files are made by one and asked by another."""
    target = Target.cloud("arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64")
    interpreter = find_interpreter(target.python)
    if interpreter is None or sys.platform != "linux":
        pytest.skip(f"no Python {target.python} on this machine for what Lambda runs")
    np.save(tmp_path / "rows.npy", rows := frozen())
    path = str(layer_directory("ml", target) / "python")
    for name in ("turnover_intention", "burnout"):
        file, columns = PACKAGED / f"{name}.ubj", [DRIVERS.index(one) for one in packaged_manifest(name).drivers]
        asked = [path, str(file), str(tmp_path), json.dumps(columns)]
        subprocess.run([interpreter.executable, "-I", "-S", "-B", "-c", EXPLAIN, *asked], check=True, env={})
        model, seen = xgboost.Booster(model_file=file), xgboost.DMatrix(rows[:, columns], nthread=1)
        here = model.predict(seen, pred_contribs=True)
        assert np.abs(np.load(tmp_path / "phi.npy") - here).max() <= 1e-5
        assert np.abs(np.load(tmp_path / "p.npy") - model.predict(seen)).max() <= 1e-6


@pytest.mark.parametrize("name", NEVER)
def test_the_layer_has_nothing_that_only_training_needs(ml: Path, name: str) -> None:
    assert not (ml / "python" / name).exists()


@pytest.mark.parametrize("processor", ["x86_64", "arm64"])
def test_libraries_are_as_their_makers_aligned_them(processor: Processor) -> None:
    """Stripping the libraries that a wheel carries moves their segments off the pages, and they do not load."""
    for path in files_below(layer_directory("ml", Target.cloud(processor))):
        if ".so" in path.suffixes:
            for offset, address in _segments(path.read_bytes()):
                assert offset % PAGE == address % PAGE, path.name


def _segments(library: bytes) -> list[tuple[int, int]]:
    """Offset in the file and address in memory of what is loaded of a 64-bit library."""
    first, count = int.from_bytes(library[32:40], "little"), int.from_bytes(library[56:58], "little")
    headers = [library[first + HEADER * i : first + HEADER * (i + 1)] for i in range(count)]
    return [
        (int.from_bytes(one[8:16], "little"), int.from_bytes(one[16:24], "little"))
        for one in headers
        if int.from_bytes(one[:4], "little") == PT_LOAD
    ]
