"""What a function of the agent loads: the trees with the first estimate, and never what only training needs."""

import json
import subprocess
import sys

import pytest

HEAVY = ("pandas", "shap", "sklearn", "xgboost", "numpy")
REPORT = f"import sys, json; print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"


@pytest.mark.parametrize(
    "module",
    [
        "functions.hr.prediction.predictor",
        "functions.hr.prediction.engine",
        "functions.hr.domain.models.gate",
        "functions.hr.api.submission",
        "functions.hr.jobs",
    ],
)
def test_importing_loads_nothing_that_is_heavy(module: str) -> None:
    code = f"import {module}\n{REPORT}"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == []
