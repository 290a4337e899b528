"""Measures for teams: what they ask for, and until when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

MeasureKind = Literal["hold_back_leads", "check_workload"]
MeasureDecision = Literal["done", "declined"]
MeasureState = Literal["active", "done", "declined", "expired"]

TEXTS: dict[MeasureKind, dict[str, str]] = {
    "hold_back_leads": {
        "es": "Retener el volumen de prospectos que se dirige a este equipo",
        "en": "Hold back lead volume routed to this team",
    },
    "check_workload": {"es": "Revisar la carga de trabajo y el compromiso", "en": "Check workload and engagement"},
}


@dataclass(frozen=True, kw_only=True)
class TeamMeasure:
    """A measure for a team.

    Args:
        owner_id: who owns the team now; None if nobody does.
        decision: of a person, if there is one.
    """

    id: UUID
    team_id: UUID
    owner_id: UUID | None
    kind: MeasureKind
    valid_until: datetime
    decision: MeasureDecision | None
    decision_reason: str | None
    decided_by: UUID | None
    decided_at: datetime | None
    created_at: datetime

    def state(self, at: datetime) -> MeasureState:
        """What a person decided; without a decision it is active until its end, which is no longer part of it."""
        if self.decision:
            return self.decision
        return "active" if at < self.valid_until else "expired"
