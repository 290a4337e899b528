"""A fitted model as a whole, by the reference library, and whether native contributions are the same as its."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import shap
import xgboost

from functions.hr.domain.models.evidence import Interaction, Parity
from local.training.hr.survey import Floats

SHOWN_INTERACTIONS = 5
SAMPLE = 1000


def sample(drivers: Floats) -> Floats:
    """A thousand people, every third driver row with a gap, always the same."""
    chosen = drivers[np.random.default_rng(0).permutation(len(drivers))[:SAMPLE]].copy()
    chosen[::3, 0] = np.nan
    return chosen


def parity(model: xgboost.Booster, drivers: Floats) -> Parity:
    """Largest differences on the sample, in log-odds."""
    rows = xgboost.DMatrix(drivers, nthread=1)
    native = model.predict(rows, pred_contribs=True)
    margin = model.predict(rows, output_margin=True)
    reference = shap.TreeExplainer(model).shap_values(drivers)
    return Parity(
        rows=len(drivers),
        shap=float(np.abs(reference - native[:, :-1]).max()),
        additivity=float(np.abs(native.sum(axis=1, dtype=np.float64) - margin).max()),
    )


def importance(model: xgboost.Booster, drivers: Floats, names: Sequence[str]) -> Mapping[str, float]:
    """Mean absolute contribution of each driver in log-odds, the largest first."""
    reference = shap.TreeExplainer(model).shap_values(drivers)
    means = dict(zip(names, np.abs(reference).mean(axis=0).tolist(), strict=True))
    return dict(sorted(means.items(), key=lambda one: -one[1]))


def interactions(model: xgboost.Booster, drivers: Floats, names: Sequence[str]) -> Iterator[Interaction]:
    """The largest mean absolute interactions of two drivers, both halves of each together."""
    reference = shap.TreeExplainer(model).shap_interaction_values(drivers)
    means = 2 * np.abs(reference).mean(axis=0)
    pairs = [(float(means[i, j]), i, j) for i in range(len(names)) for j in range(i + 1, len(names))]
    for mean, i, j in sorted(pairs, reverse=True)[:SHOWN_INTERACTIONS]:
        yield Interaction(drivers=(names[i], names[j]), mean=mean)
