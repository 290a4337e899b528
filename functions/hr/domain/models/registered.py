"""Models that a company has, and which of them speaks about its people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from functions.hr.domain.explanations.contributions import Calibration
from functions.hr.domain.governance.measures import Drift as State
from functions.hr.domain.models.evidence import Manifest, ModelName

Role = Literal["champion", "shadow"]
"""The champion speaks; the shadow is asked beside it, and nobody is shown what it says."""

Act = Literal["promoted", "rolled_back", "shadowed", "unshadowed"]


@dataclass(frozen=True)
class Registered:
    """A model that a company may use.

    Attributes:
        id: of its registration; None for the one that is deployed with the code.
        object_key: of its file in the bucket, with its version; None if it lies beside the code.
    """

    manifest: Manifest
    id: UUID | None = None
    object_key: str | None = None
    object_version: str | None = None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """That somebody let a model take a role, or leave it.

    Attributes:
        registered_id: of the model; None for the one that is deployed with the code.
        by: the person who approved.
        confirmed: checks that are not passed and that this person accepted.
    """

    name: ModelName
    role: Role
    act: Act
    registered_id: UUID | None
    version: str
    sha256: str
    by: UUID
    reason: str
    at: datetime
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """How a company's own answers shift a model's estimates, and since when."""

    calibration: Calibration
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Check:
    """What a monitor found: counts and shares, nobody's answers."""

    state: State
    report: Mapping[str, Any]
    at: datetime


__all__ = ["Act", "Check", "Decision", "Fitted", "Registered", "Role", "State"]
