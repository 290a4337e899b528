"""The lead score, with the reason for every point.

score = round_half_up(clamp(Σ fit, 0, 40) + clamp(Σ points · 0.5^(age / half-life), 0, 60)), 0 to 100.
The weights are our design, not taken from a study; they stand in one table.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

Band = Literal["cold", "warm", "hot"]

FIT_LIMIT = 40
INTENT_LIMIT = 60
WARM_FROM = 30
HOT_FROM = 60


@dataclass(frozen=True)
class IntentRule:
    """What one kind of behaviour is worth.

    Args:
        points: when it has just happened.
        half_life: days after which half is left.
        group: behaviours that share a cap.
        cap: the most that the group can add; None for no cap.
    """

    points: int
    half_life: int
    group: str
    cap: int | None


FIT_POINTS = {"corporate_email": 5, "email_verified": 5, "valid_phone": 5, "company_known": 5}

INTENT_RULES = {
    "reply_positive": IntentRule(30, 30, "reply_positive", 30),
    "reply_neutral": IntentRule(15, 30, "reply_neutral", 15),
    "click": IntentRule(5, 14, "click", 15),
    "meeting_booked": IntentRule(40, 60, "meeting_booked", 40),
    "buyer_signal_low": IntentRule(8, 14, "buyer_signal", 40),
    "buyer_signal_medium": IntentRule(16, 14, "buyer_signal", 40),
    "buyer_signal_high": IntentRule(30, 14, "buyer_signal", 40),
    "call_interested": IntentRule(25, 30, "call", None),
    "call_callback": IntentRule(10, 30, "call", None),
    "call_not_interested": IntentRule(-30, 30, "call", None),
    "linkedin_conversation": IntentRule(10, 21, "linkedin_conversation", 10),
    "open": IntentRule(0, 1, "open", 0),  # opens are caused by machines as often as by people
}


@dataclass(frozen=True)
class Behaviour:
    """Something that a lead did.

    Args:
        rule: a key of `INTENT_RULES`.
        evidence: what shows it, for people.
    """

    rule: str
    at: datetime
    evidence: str


@dataclass(frozen=True)
class Reason:
    """One line of a score.

    Attributes:
        points: what the rule gives at first.
        decayed_points: what is left of it now, after decay and caps.
    """

    rule: str
    points: int
    decayed_points: float
    evidence: str
    at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is stored and answered."""
        at = self.at.isoformat() if self.at else None
        return {**asdict(self), "decayed_points": round(self.decayed_points, 2), "at": at}


@dataclass(frozen=True)
class Score:
    """A score with its parts: ``value`` 0 to 100, ``fit`` 0 to 40, ``intent`` 0 to 60."""

    value: int
    fit: int
    intent: float
    band: Band
    reasons: Sequence[Reason]

    def reasons_as_json(self) -> list[dict[str, Any]]:
        """The reasons as they are stored and answered."""
        return [reason.as_json() for reason in self.reasons]


def score(fit: Iterable[Reason], behaviours: Iterable[Behaviour], *, now: datetime) -> Score:
    """Score a lead.

    Args:
        fit: lines from `fit_reason`.
        behaviours: what the lead did, in any order.
        now: the moment to which points decay.
    """
    fit = list(fit)
    intent = _intent(behaviours, now)
    fit_points = min(sum(reason.points for reason in fit), FIT_LIMIT)
    intent_points = min(max(sum(reason.decayed_points for reason in intent), 0.0), float(INTENT_LIMIT))
    value = math.floor(round(fit_points + intent_points, 6) + 0.5)
    return Score(value, fit_points, round(intent_points, 2), band_of(value), (*fit, *intent))


def fit_reason(rule: str, evidence: str) -> Reason:
    """A line of fit; fit does not decay."""
    points = FIT_POINTS[rule]
    return Reason(rule, points, float(points), evidence)


def band_of(value: int) -> Band:
    """Cold below 30, warm below 60, hot from there."""
    return "hot" if value >= HOT_FROM else "warm" if value >= WARM_FROM else "cold"


def _intent(behaviours: Iterable[Behaviour], now: datetime) -> list[Reason]:
    left: dict[str, float] = defaultdict(lambda: math.inf)
    left.update({rule.group: float(rule.cap) for rule in INTENT_RULES.values() if rule.cap is not None})
    reasons = []
    for behaviour in sorted(behaviours, key=lambda one: one.at, reverse=True):
        rule = INTENT_RULES[behaviour.rule]
        decayed = min(rule.points * _decay(behaviour.at, now, rule.half_life), left[rule.group])
        left[rule.group] -= max(decayed, 0)
        reasons.append(Reason(behaviour.rule, rule.points, decayed, behaviour.evidence, behaviour.at))
    return reasons


def _decay(at: datetime, now: datetime, half_life: int) -> float:
    age = max((now - at).total_seconds(), 0) / 86_400
    return float(0.5 ** (age / half_life))
