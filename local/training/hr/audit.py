"""What figures over everybody hide: groups, reliability, missing drivers, other organisations, drift's baseline."""

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.metrics import roc_auc_score

from functions.hr.domain.governance.measures import BINS, calibration_error
from functions.hr.domain.models.evidence import Baseline, Bin, Group, Masking, Range
from local.training.hr.protocol import Fit, Fitted, figures, held_out_folds
from local.training.hr.survey import Flags, Floats, Integers, Survey

FLAGGED_SHARE = 0.2
BANDS = (0.05, 0.10, 0.20, 0.35, 0.50, 1.0)
FEWEST_IN_BAND = 30
MISSING = (0, 1, 2, 3)
QUARTERS = (12.5, 37.5, 62.5, 87.5)
"""Cut points of a driver: around the values of a single answer, so that nobody moves by rounding."""


def groups(survey: Survey, test: Integers, probabilities: Floats) -> Iterator[Group]:
    """Every value of every audited attribute; the flag is the top fifth of all."""
    flags = probabilities >= np.quantile(probabilities, 1 - FLAGGED_SHARE)
    leaves = survey.leaves[test]
    for attribute, values in survey.groups.items():
        for value in sorted(set(values[test].tolist())):
            members = values[test] == value
            yield _group(attribute, str(value), probabilities[members], leaves[members], flags[members])


def _group(attribute: str, value: str, probabilities: Floats, leaves: Integers, flags: Flags) -> Group:
    yes = leaves == 1
    return Group(
        attribute=attribute,
        value=value,
        people=len(leaves),
        base_rate=float(leaves.mean()),
        flagged=int(flags.sum()),
        auc=float(roc_auc_score(leaves, probabilities)),
        ece=calibration_error(probabilities.tolist(), yes.tolist()),
        error=float(probabilities.mean() - leaves.mean()),
        hits=float(flags[yes].mean()),
        alarms=float(flags[~yes].mean()),
    )


def reliability(probabilities: Floats, leaves: Integers) -> Iterator[Bin]:
    """Estimated and observed shares by tenths of the scale; empty tenths are left out."""
    tenths = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    for tenth in sorted(set(tenths.tolist())):
        there = tenths == tenth
        yield Bin(
            people=int(there.sum()),
            estimated=float(probabilities[there].mean()),
            observed=float(leaves[there].mean()),
        )


def masking(model: Fitted, drivers: Floats, leaves: Integers) -> Iterator[Masking]:
    """The same people with some drivers left out at random; fewer than twelve are never estimated."""
    for missing in MISSING:
        kept = drivers.copy()
        order = np.argsort(np.random.default_rng(1).random(drivers.shape), axis=1)
        np.put_along_axis(kept, order[:, :missing], np.nan, axis=1)
        yield Masking(missing=missing, figures=figures(model(kept), leaves))


def ranges(fit: Fit, survey: Survey) -> Iterator[Range]:
    """What was observed in organisations that a model never saw, by band of its estimates."""
    probabilities = np.empty(len(survey.leaves))
    for train, test in held_out_folds(survey):
        probabilities[test] = fit(survey.drivers[train], survey.leaves[train])(survey.drivers[test])
    lower = 0.0
    for below in BANDS:
        shares = _shares(survey, (probabilities >= lower) & (probabilities < below))
        low, high = np.quantile(shares, [0.1, 0.9])
        yield Range(below=below, organisations=len(shares), low=float(low), high=float(high))
        lower = below


def _shares(survey: Survey, there: Flags) -> list[float]:
    """Of each organisation with enough people in the band."""
    found = []
    for organisation in sorted(set(survey.organisations.tolist())):
        members = there & (survey.organisations == organisation)
        if members.sum() >= FEWEST_IN_BAND:
            found.append(float(survey.leaves[members].mean()))
    return found


def baseline(drivers: Floats, probabilities: Floats, names: Sequence[str]) -> Baseline:
    """Where drift is measured from, for companies that have no first wave of their own yet."""
    columns = {driver: drivers[:, column] for column, driver in enumerate(names)}
    cuts = dict.fromkeys(columns, QUARTERS) | {"estimate": BANDS[:-1]}
    columns["estimate"] = probabilities
    return Baseline(cuts=cuts, shares={name: _parts(values, cuts[name]) for name, values in columns.items()})


def _parts(values: Floats, cuts: tuple[float, ...]) -> tuple[float, ...]:
    counts = np.bincount(np.searchsorted(cuts, values, side="right"), minlength=len(cuts) + 1)
    return tuple(float(share) for share in counts / counts.sum())
