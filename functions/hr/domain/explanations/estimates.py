"""Estimates of a model about one person, as they are kept and shown; never of a team, never an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from functions.hr.domain.explanations.contributions import DriverContribution, Explanation

Output = Literal["turnover_intention", "burnout"]

NoEstimate = Literal["no_consent", "too_few_drivers", "model_unavailable", "objected"]
"""Why there is none: it was not agreed to, it would rest on too little, the model does not work,
or the person objected."""


class ModelUnavailableError(Exception):
    """The model cannot be asked now: it is not there, or is not the one that was approved."""


@dataclass(frozen=True)
class ModelName:
    """Which model it was."""

    version: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What a model says of one output.

    Attributes:
        basis: what it learned from, ``intention:fevs-2018`` or ``synthetic``.
        evidence: ``none`` if the figures prove nothing about people.
    """

    basis: str
    evidence: Literal["measured", "none"]
    explanation: Explanation


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """What a model says of one person; burnout is None where no model of it is in force."""

    model: ModelName
    turnover_intention: Estimate
    burnout: Estimate | None


def to_record(estimates: Estimates) -> dict[str, Any]:
    """As JSON, to be sealed."""
    return {
        "model": vars(estimates.model),
        "turnover_intention": _estimate(estimates.turnover_intention),
        "burnout": None if estimates.burnout is None else _estimate(estimates.burnout),
    }


def from_record(record: Mapping[str, Any]) -> Estimates:
    """What `to_record` made."""
    return Estimates(
        model=ModelName(**record["model"]),
        turnover_intention=_of(record["turnover_intention"]),
        burnout=None if record["burnout"] is None else _of(record["burnout"]),
    )


def _estimate(one: Estimate) -> dict[str, Any]:
    explanation = vars(one.explanation) | {"contributions": [vars(part) for part in one.explanation.contributions]}
    return {"basis": one.basis, "evidence": one.evidence, "explanation": explanation}


def _of(record: Mapping[str, Any]) -> Estimate:
    parts = tuple(DriverContribution(**part) for part in record["explanation"]["contributions"])
    explanation = Explanation(**{**record["explanation"], "contributions": parts})
    return Estimate(
        basis=record["basis"],
        evidence=cast("Literal['measured', 'none']", record["evidence"]),
        explanation=explanation,
    )
