"""What is compared: ours with its layers, the library of trees alone, and the reference library of explanations."""

from pathlib import Path

import xgboost

from benchmarks.packages import agent_code, base_layer, ml_layer, ml_whole, module
from benchmarks.processes import Worker
from benchmarks.variants import Variant
from functions.hr.prediction.artefacts import PACKAGED

OURS = "predict and explain"
FLOOR = "bare contributions"
FLOOR_PLAIN = "bare, no bytecode"
LAYER = "bare, on the ml layer"
SHAP = "shap.TreeExplainer"

PEOPLE = "hr/estimate_people"
ENVIRONMENT = {"LANG": "C.UTF-8", "MODELS": str(PACKAGED)}


def starting() -> list[Variant]:
    """What is compared cold."""
    return [floor(), layer(), floor_plain(), ours()]


def compared() -> list[Variant]:
    """What is compared warm."""
    return [floor(), ours(), reference()]


def ours() -> Variant:
    code = module("hr/estimate_ours", PEOPLE)
    return Variant(OURS, "estimate_ours.predict", (code, agent_code("hr"), base_layer(), ml_layer()))


def floor() -> Variant:
    return Variant(FLOOR, "estimate_floor.predict", (module("hr/estimate_floor", PEOPLE), ml_whole()))


def floor_plain() -> Variant:
    code = module("hr/estimate_floor", PEOPLE, bytecode=False)
    return Variant(FLOOR_PLAIN, "estimate_floor.predict", (code, ml_whole(bytecode=False)), bytecode=False)


def layer() -> Variant:
    return Variant(LAYER, "estimate_floor.predict", (module("hr/estimate_floor", PEOPLE), ml_layer()))


def reference() -> Variant:
    """With the packages of this environment: it fits no layer beside the others."""
    packages = Path(xgboost.__file__).parents[1]
    return Variant(SHAP, "estimate_shap.predict", (module("hr/estimate_shap", PEOPLE), packages))


def start(variant: Variant) -> Worker:
    """A process of a variant; its handler explains the next of people whom all variants share."""
    return Worker(variant, ENVIRONMENT, {"body": ""})
