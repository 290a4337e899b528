"""Measures for teams, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select, update
from sqlalchemy.orm import Session

from functions.crm.domain import measures as domain
from functions.crm.measure_schemas import MeasureFilter
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from shared.db.models.measures import Team, TeamMeasure

_KEPT = domain.TeamMeasure.__dataclass_fields__.keys() - {"owner_id"}


class MeasureRows:
    """The measures of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
        cause: the event that leads to new rows.
    """

    def __init__(self, session: Session, company_id: UUID | None, cause: UUID | None) -> None:
        self.session = session
        self.company_id = company_id
        self.cause = cause

    def has_team(self, team_id: UUID) -> bool:
        team = exists().where(Team.id == team_id, Team.removed_at.is_(None))
        return bool(self.session.scalar(select(team)))

    def add(self, team_id: UUID, kind: domain.MeasureKind, *, valid_until: datetime) -> UUID:
        values = {"team_id": team_id, "kind": kind, "valid_until": valid_until, "cause_event_id": self.cause}
        row = TeamMeasure(id=new_id(), company_id=self.company_id, **values)
        self.session.add(row)
        self.session.flush()
        return row.id

    def newest(
        self, which: MeasureFilter, *, at: datetime, owner: UUID | None, before: UUID | None, limit: int
    ) -> Sequence[domain.TeamMeasure]:
        query = _measures(owner).order_by(TeamMeasure.id.desc()).limit(limit)
        query = query.where(TeamMeasure.id < before) if before else query
        return [_measure(row) for row in self.session.execute(query.where(*_wanted(which, at)))]

    def lock(self, measure_id: UUID, *, owner: UUID | None) -> domain.TeamMeasure:
        query = _measures(owner).where(TeamMeasure.id == measure_id).with_for_update(of=TeamMeasure)
        row = self.session.execute(query.execution_options(populate_existing=True)).first()
        if row is None:
            raise NotFound("There is no such measure.")
        return _measure(row)

    def decide(
        self, measure_id: UUID, decision: domain.MeasureDecision, *, by: UUID, at: datetime, reason: str | None
    ) -> None:
        decided = {"decision": decision, "decided_by": by, "decided_at": at, "decision_reason": reason}
        self.session.execute(update(TeamMeasure).filter_by(id=measure_id).values(**decided))


def _measures(owner: UUID | None) -> Select[TeamMeasure, UUID | None]:
    query = select(TeamMeasure, Team.owner_id).join(Team, Team.id == TeamMeasure.team_id)
    return query.where(Team.owner_id == owner) if owner else query


def _wanted(which: MeasureFilter, at: datetime) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if which.kind:
        wanted.append(TeamMeasure.kind == which.kind)
    if which.team_id:
        wanted.append(TeamMeasure.team_id == which.team_id)
    match which.state:
        case "active":
            wanted += [TeamMeasure.decision.is_(None), TeamMeasure.valid_until > at]
        case "expired":
            wanted += [TeamMeasure.decision.is_(None), TeamMeasure.valid_until <= at]
        case "done" | "declined":
            wanted.append(TeamMeasure.decision == which.state)
    return wanted


def _measure(row: Any) -> domain.TeamMeasure:
    measure, owner_id = row
    kept = {name: getattr(measure, name) for name in _KEPT}
    return domain.TeamMeasure(owner_id=owner_id, **kept)
