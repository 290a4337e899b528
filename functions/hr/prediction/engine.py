"""A loaded model: log-odds of one person and the exact contribution of each driver to them.

The library is imported with the first model: whatever is wrong with it, a function that can do without goes on.
"""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from functions.hr.domain.models.evidence import Manifest
from functions.hr.prediction.artefacts import Artefact
from functions.hr.prediction.errors import ModelUnavailable

if TYPE_CHECKING:
    from xgboost import Booster

ONE = 1
"""Thread. One person takes a fraction of a millisecond; more threads would only wait for each other."""

KEPT = 6
"""Models of one process: two of a company, and what it tries beside them."""


class Contributions(NamedTuple):
    """Of one person, in log-odds."""

    base: float
    phis: Mapping[str, float]
    margin: float


class Engine:
    """A model ready to use.

    Args:
        manifest: what is known of it.
        booster: the trees.
    """

    def __init__(self, manifest: Manifest, booster: "Booster") -> None:
        self.manifest = manifest
        self._booster = booster

    def contributions(self, values: Mapping[str, float | None]) -> Contributions:
        """Explain one person.

        Args:
            values: of drivers, 0 to 100; one that is absent or None is missing, and stays so.
        """
        row = self._rows([values])
        found = self._booster.predict(row, pred_contribs=True)[0].tolist()
        margin = float(self._booster.predict(row, output_margin=True)[0])
        return Contributions(found[-1], dict(zip(self.manifest.drivers, found[:-1], strict=True)), margin)

    def interactions(self, people: Sequence[Mapping[str, float | None]]) -> list[list[float]]:
        """Mean absolute interactions of each two drivers over people; on the diagonal, mean absolute contributions.

        It takes tens of milliseconds a person, so nobody waits for it.
        """
        import numpy as np  # noqa: PLC0415 - with the first model

        found = self._booster.predict(self._rows(people), pred_interactions=True)[:, :-1, :-1]
        means = np.abs(found).mean(axis=0)
        np.fill_diagonal(means, np.abs(found.sum(axis=2)).mean(axis=0))
        told: list[list[float]] = means.tolist()
        return told

    def _rows(self, people: Sequence[Mapping[str, float | None]]) -> Any:
        import numpy as np  # noqa: PLC0415 - with the first model
        import xgboost  # noqa: PLC0415

        given = [[values.get(driver) for driver in self.manifest.drivers] for values in people]
        rows = [[math.nan if value is None else value for value in one] for one in given]
        return xgboost.DMatrix(np.array(rows, dtype=np.float32), nthread=ONE)


def load(artefact: Artefact) -> Engine:
    """A model from its file, whose hash was checked. Loaded once in a process.

    Raises:
        ModelUnavailable: the library is absent, or does not read the file.
    """
    sha256 = artefact.manifest.sha256
    if sha256 not in _loaded:
        if len(_loaded) >= KEPT:
            del _loaded[next(iter(_loaded))]
        _loaded[sha256] = Engine(artefact.manifest, _booster(artefact))
    return _loaded[sha256]


def loaded(sha256: str) -> Engine | None:
    """The model of a hash, if this process has it."""
    return _loaded.get(sha256)


_loaded: dict[str, Engine] = {}


def _booster(artefact: Artefact) -> "Booster":
    try:
        import xgboost  # noqa: PLC0415 - with the first model
    except ImportError as error:
        raise ModelUnavailable("What reads models is not installed.") from error
    booster = xgboost.Booster({"nthread": ONE})
    try:
        booster.load_model(bytearray(artefact.content))
    except xgboost.core.XGBoostError as error:
        raise ModelUnavailable(f"The file of {artefact.manifest.name} does not load.") from error
    if booster.num_features() != len(artefact.manifest.drivers):
        raise ModelUnavailable(f"The file of {artefact.manifest.name} has other features than its manifest.")
    return booster
