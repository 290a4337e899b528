"""Models that somebody trained, as files with manifests: the deployed one, with another hash and other figures."""

import hashlib
from typing import Any

import xgboost

from functions.hr.domain.models.evidence import Figures, Manifest
from functions.hr.prediction.artefacts import PACKAGED, packaged


def a_model(version: str, **ours: float) -> tuple[Manifest, bytes]:
    """The deployed trees with a note inside, so with another hash, and with other figures on every split."""
    shipped = packaged("turnover_intention").manifest
    booster = xgboost.Booster(model_file=PACKAGED / shipped.file)
    booster.set_attr(note=version)
    content = bytes(booster.save_raw("ubj"))
    figures = {
        name: one.model_copy(update={"ours": Figures(**{**one.ours.model_dump(), **ours})})
        for name, one in shipped.figures
    }
    changes: dict[str, Any] = {
        "version": version,
        "sha256": hashlib.sha256(content).hexdigest(),
        "figures": shipped.figures.model_copy(update=figures),
    }
    return shipped.model_copy(update=changes), content
