"""Use case: whether estimates are given, and whether they still mean what they say."""

import math
from typing import get_args

from functions.hr.domain.models.evidence import ModelName
from functions.hr.domain.models.registered import Registered
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.prediction.engine import Engine
from functions.hr.prediction.errors import ModelUnavailable
from functions.hr.schemas.models import ModelHealth, ModelState
from functions.hr.service.models.ports import Models, Shelf
from functions.hr.service.models.roles import Roles

LARGEST_DIFFERENCE = 1e-5
PROBED = tuple(
    {**dict.fromkeys(DRIVERS, 50.0), driver: value} for driver in DRIVERS for value in (None, 0.0, 25.0, 75.0, 100.0)
)
"""Nobody's drivers, with gaps, on which contributions are added up each time."""


class ModelWatch:
    """The models of one company as they work now.

    Args:
        models: what is kept of them.
        shelf: where the files lie.
    """

    def __init__(self, models: Models, shelf: Shelf) -> None:
        self.models = models
        self.shelf = shelf
        self.roles = Roles(models, shelf)

    def examine(self) -> ModelHealth:
        """Load each champion, compare its hash, add up its contributions, and tell what monitors found."""
        states = [self._state(name) for name in get_args(ModelName)]
        if any(not _works(one) for one in states):
            return ModelHealth(status="unhealthy", models=states)
        moved = any(one.drift == "retrain" for one in states)
        return ModelHealth(status="degraded" if moved else "healthy", models=states)

    def _state(self, name: ModelName) -> ModelState:
        champion: Registered | None = None
        engine: Engine | None = None
        try:
            champion = self.roles.champion(name)
            engine = self.shelf.examined(champion)
        except ModelUnavailable:
            pass
        return self._told(name, champion, engine)

    def _told(self, name: ModelName, champion: Registered | None, engine: Engine | None) -> ModelState:
        manifest = champion.manifest if champion else None
        fitted = self.models.fitted(manifest.sha256) if manifest else None
        check = self.models.checked(manifest.sha256) if manifest else None
        return ModelState(
            name=name,
            version=manifest.version if manifest else None,
            basis=manifest.basis if manifest else None,
            evidence=manifest.evidence if manifest else None,
            sha256=manifest.sha256 if manifest else None,
            schema_sha256=manifest.schema_sha256 if manifest else None,
            loaded=engine is not None,
            hash_matches=engine is not None,
            additivity=_additivity(engine) if engine else None,
            parity=manifest.parity.shap if manifest else None,
            calibration="local" if fitted and fitted.calibration.is_local else "not_local",
            labels=fitted.calibration.labels if fitted else 0,
            drift=check.state if check else None,
            drift_report={name: told for name, told in check.report.items() if name != "baseline"} if check else None,
            checked_at=check.at if check else None,
            unconfirmed_exceptions=list(self.roles.unconfirmed(champion)) if champion else [],
        )


def _works(one: ModelState) -> bool:
    return one.additivity is not None and one.additivity <= LARGEST_DIFFERENCE


def _additivity(engine: Engine) -> float:
    found = [engine.contributions(row) for row in PROBED]
    return max(abs(one.base + math.fsum(one.phis.values()) - one.margin) for one in found)
