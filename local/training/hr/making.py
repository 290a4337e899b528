"""From a survey to a model file with its manifest: fit, judge, audit, and say all of it."""

import hashlib
import json
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import xgboost

from functions.hr.domain.models.evidence import (
    Compared,
    Comparisons,
    Evidence,
    Manifest,
    ModelName,
    SignedException,
    SplitFacts,
)
from local.training.hr import audit, reading
from local.training.hr.models import COMPETITORS, PARAMETERS, TREES, booster, estimates, ours
from local.training.hr.protocol import figures, fixed_split, held_out_folds, judge, random_folds, split_hash
from local.training.hr.survey import FILE, SHA256, Survey

LIBRARIES = ("numpy", "scikit-learn", "shap", "xgboost-cpu")
Step = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Order:
    """A model to make.

    Attributes:
        drivers: what it sees, in its order.
        exceptions: findings about groups that the card discloses and somebody accepts.
    """

    name: ModelName
    version: str
    basis: str
    evidence: Evidence
    drivers: tuple[str, ...]
    exceptions: tuple[SignedException, ...]
    today: date


@dataclass(frozen=True)
class Made:
    """A model file and what is known of it."""

    manifest: Manifest
    content: bytes

    def write(self, folder: Path) -> None:
        """The file, and beside it the manifest."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / self.manifest.file).write_bytes(self.content)
        told = json.dumps(self.manifest.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n"
        (folder / f"{self.manifest.name}.json").write_text(told, encoding="utf-8")


def make(order: Order, survey: Survey, step: Step) -> Made:
    """Fit the artefact on the training part of the fixed split, and measure it and what it has to beat."""
    train, _ = fixed_split(survey)
    step(f"{order.name}: fit")
    model = booster(survey.drivers[train], survey.leaves[train])
    content = bytes(model.save_raw("ubj"))
    measured = _measured(order, model, survey, step)
    manifest = Manifest(
        name=order.name,
        version=order.version,
        basis=order.basis,
        evidence=order.evidence,
        trained_on=order.today,
        file=f"{order.name}.ubj",
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        drivers=order.drivers,
        parameters={**PARAMETERS, "trees": TREES, "monotone_constraints": "-1 on each", "masked_copy": 0.15},
        libraries=_libraries(),
        data={FILE: SHA256},
        exceptions=order.exceptions,
        **measured,
    )
    return Made(manifest, content)


def _measured(order: Order, model: xgboost.Booster, survey: Survey, step: Step) -> dict[str, Any]:
    train, test = fixed_split(survey)
    held = survey.drivers[test]
    probabilities = estimates(model, held)
    seen = reading.sample(held)
    step(f"{order.name}: groups, missing drivers, contributions")
    found = {
        "split": SplitFacts(
            train=len(train),
            test=len(test),
            positives=int(survey.leaves[test].sum()),
            test_rows_sha256=split_hash(test),
        ),
        "reliability": tuple(audit.reliability(probabilities, survey.leaves[test])),
        "groups": tuple(audit.groups(survey, test, probabilities)),
        "masking": tuple(audit.masking(lambda rows: estimates(model, rows), held, survey.leaves[test])),
        "baseline": audit.baseline(held, probabilities, order.drivers),
        "parity": reading.parity(model, seen),
        "importance": reading.importance(model, seen, order.drivers),
        "interactions": tuple(reading.interactions(model, seen, order.drivers)),
    }
    step(f"{order.name}: organisations that were held out")
    found["ranges"] = tuple(audit.ranges(ours, survey))
    found["figures"] = compared(survey, lambda what: step(f"{order.name}: {what}"))
    return found


def compared(survey: Survey, step: Step) -> Comparisons:
    """Ours and what it has to beat, fitted and judged on the same splits."""
    train, test = fixed_split(survey)
    fixed = {}
    for name, fit in COMPETITORS.items():
        step(f"{name} on the fixed split")
        model = fit(survey.drivers[train], survey.leaves[train])
        fixed[name] = figures(model(survey.drivers[test]), survey.leaves[test])
    splits = {"random": random_folds(survey), "organisations": held_out_folds(survey)}
    folds = {}
    for split, parts in splits.items():
        judged = {}
        for name, fit in COMPETITORS.items():
            step(f"{name} on folds: {split}")
            judged[name] = judge(fit, survey, parts)
        means = {name: one.mean for name, one in judged.items()}
        folds[split] = Compared(**means, deviation=judged["ours"].deviation)
    return Comparisons(**folds, fixed=Compared(**fixed))


def _libraries() -> Mapping[str, str]:
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}
