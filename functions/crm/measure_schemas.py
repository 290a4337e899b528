"""Requests and answers about measures for teams."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, StringConstraints

from functions.crm.domain.measures import TEXTS, MeasureKind, MeasureState, TeamMeasure
from functions.crm.schemas import Request
from shared.schemas.tasks import TaskRequest
from shared.schemas.text import clean

Why = Annotated[str, StringConstraints(min_length=3, max_length=500, strip_whitespace=True), AfterValidator(clean)]


class TeamTask(TaskRequest):
    """A step of a flow, about one team; it needs neither the level of its risk nor who is in it."""

    team_id: UUID
    valid_until: AwareDatetime


class MeasureTaken(BaseModel):
    """The measure that a step left."""

    measure_id: UUID


class MeasureFilter(BaseModel):
    """Which measures are wanted; None is all."""

    kind: MeasureKind | None = None
    state: MeasureState | None = None
    team_id: UUID | None = None


class MeasureRefusal(Request):
    """Why a measure is not wanted."""

    reason: Why


class MeasureText(BaseModel):
    """What a measure asks for, in both languages."""

    es: str
    en: str


class MeasureView(BaseModel):
    """A measure for a team.

    Attributes:
        owner_id: of the team, now; null is unassigned.
        state: `active` is in force.
        valid_until: when it ends by itself.
    """

    measure_id: UUID
    team_id: UUID
    owner_id: UUID | None
    kind: MeasureKind
    text: MeasureText
    state: MeasureState
    valid_until: AwareDatetime
    decided_by: UUID | None
    decided_at: AwareDatetime | None
    decision_reason: str | None
    created_at: AwareDatetime

    @classmethod
    def of(cls, measure: TeamMeasure, at: datetime) -> "MeasureView":
        shown = {name: value for name, value in vars(measure).items() if name in cls.model_fields}
        return cls(
            measure_id=measure.id,
            text=MeasureText(**TEXTS[measure.kind]),
            state=measure.state(at),
            **shown,
        )
