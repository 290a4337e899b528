"""Whether a model may be used: better than what is simple, better than what is in use, and alike for everybody.

Thresholds: four fifths is law (US 29 CFR 1607.4(D)), the others are our design. A finding about groups can be excepted
with a reason, which the card prints; a finding about the model as a whole cannot. Whoever makes a model can only
disclose a finding: nobody promotes the model before a named person confirms the exception.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from functions.hr.domain.governance.impact import Flagged, impact
from functions.hr.domain.models.evidence import Figures, Group, Manifest

LARGEST_ECE, LARGEST_ECE_ELSEWHERE = 0.012, 0.032
LARGEST_GROUP_ECE = 0.05
LARGEST_ERROR = 0.04
LARGEST_AUC_GAP, LARGEST_RATE_GAP = 0.05, 0.10
LARGEST_DIFFERENCE = 1e-5
SMALLEST_GROUP_SHARE = 0.02


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One check.

    Attributes:
        check: its name, which an exception would give.
        measured: what was found; `limit`, what it may be at most, or at least.
        excepted: that it fails is disclosed, with a reason.
        confirmed: a named person accepts it.
    """

    check: str
    measured: float
    limit: float
    passes: bool
    excepted: bool = False
    confirmed: bool = False

    @property
    def stops(self) -> bool:
        """Whether the model may not be used because of it."""
        return not self.passes and not self.excepted

    @property
    def is_open(self) -> bool:
        """Whether nobody may promote the model before somebody answers for it."""
        return not self.passes and not self.confirmed


def findings(candidate: Manifest, current: Manifest | None = None) -> tuple[Finding, ...]:
    """Every check of a model that is to be used, and of what it would replace.

    Args:
        candidate: the model; its exceptions count.
        current: in use now; None if there is none.
    """
    confirmed: dict[str, bool] = {}
    for one in candidate.exceptions:
        confirmed[one.check] = confirmed.get(one.check, False) or one.by is not None
    groups = tuple(_of_groups(candidate.groups))
    return (
        *_of_model(candidate),
        *(_compared(candidate, current) if current else ()),
        *(_with_exception(one, confirmed) for one in groups),
    )


def may_be_used(found: Iterable[Finding]) -> bool:
    """Whether every check is passed, or disclosed."""
    return not any(one.stops for one in found)


def _of_model(one: Manifest) -> Iterator[Finding]:
    fixed, ours = one.figures.fixed, one.figures.fixed.ours
    is_real = one.evidence == "measured"
    yield Finding(check="evidence", measured=float(is_real), limit=1.0, passes=is_real)
    for name, other in (("logistic_regression", fixed.logistic_regression), ("default_trees", fixed.default_trees)):
        yield from _better(name, ours, other)
    yield _at_most("ece.random", one.figures.random.ours.ece, LARGEST_ECE)
    yield _at_most("ece.fixed", ours.ece, LARGEST_ECE)
    yield _at_most("ece.organisations", one.figures.organisations.ours.ece, LARGEST_ECE_ELSEWHERE)
    yield _at_most("parity", one.parity.shap, LARGEST_DIFFERENCE)
    yield _at_most("additivity", one.parity.additivity, LARGEST_DIFFERENCE)


def _better(name: str, ours: Figures, other: Figures) -> Iterator[Finding]:
    """Ranks and estimates better; equal is not better."""
    yield Finding(check=f"auc.{name}", measured=ours.auc, limit=other.auc, passes=ours.auc > other.auc)
    yield Finding(check=f"brier.{name}", measured=ours.brier, limit=other.brier, passes=ours.brier < other.brier)


def _compared(candidate: Manifest, current: Manifest) -> Iterator[Finding]:
    """Figures are compared on the same people; of others they say nothing."""
    same = candidate.split.test_rows_sha256 == current.split.test_rows_sha256 and candidate.data == current.data
    yield Finding(check="current.same_people", measured=float(same), limit=1.0, passes=same)
    if same:
        yield from _better("current", candidate.figures.fixed.ours, current.figures.fixed.ours)


def _of_groups(groups: Sequence[Group]) -> Iterator[Finding]:
    for attribute, members in _by_attribute(groups).items():
        for one in members:
            yield _at_most(f"ece.{attribute}.{one.value}", one.ece, LARGEST_GROUP_ECE)
            yield _at_most(f"error.{attribute}.{one.value}", abs(one.error), LARGEST_ERROR)
        yield _gap(f"auc_gap.{attribute}", [one.auc for one in members], LARGEST_AUC_GAP)
        yield _gap(f"hits_gap.{attribute}", [one.hits for one in members], LARGEST_RATE_GAP)
        yield _gap(f"alarms_gap.{attribute}", [one.alarms for one in members], LARGEST_RATE_GAP)
        yield _impact(attribute, members)


def _by_attribute(groups: Sequence[Group]) -> Mapping[str, list[Group]]:
    """Groups below a fiftieth of all people are left out."""
    found: dict[str, list[Group]] = {}
    for one in groups:
        people = sum(other.people for other in groups if other.attribute == one.attribute)
        if one.people >= SMALLEST_GROUP_SHARE * people:
            found.setdefault(one.attribute, []).append(one)
    return found


def _impact(attribute: str, members: Sequence[Group]) -> Finding:
    """The worst of all pairs."""
    pairs = list(combinations([Flagged(one.flagged, one.people) for one in members], 2))
    impacts = [impact(one, other) for one, other in pairs]
    worst = min((float(one.ratio) for one in impacts), default=1.0)
    return Finding(check=f"impact.{attribute}", measured=worst, limit=0.8, passes=all(one.passes for one in impacts))


def _gap(check: str, values: Sequence[float], limit: float) -> Finding:
    return _at_most(check, max(values) - min(values), limit)


def _at_most(check: str, measured: float, limit: float) -> Finding:
    return Finding(check=check, measured=measured, limit=limit, passes=math.isfinite(measured) and measured <= limit)


def _with_exception(one: Finding, confirmed: Mapping[str, bool]) -> Finding:
    if one.passes or one.check not in confirmed:
        return one
    return replace(one, excepted=True, confirmed=confirmed[one.check])
