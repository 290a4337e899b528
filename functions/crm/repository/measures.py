"""Measures for teams, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from functions.crm.domain import measures as domain
from functions.crm.measure_schemas import MeasureFilter
from shared.core.errors import NotFound
from shared.db.decided import DecidedRows
from shared.db.models.measures import Team, TeamMeasure

_KEPT = domain.TeamMeasure.__dataclass_fields__.keys() - {"owner_id"}


class MeasureRows(DecidedRows[TeamMeasure]):
    """The measures of one company."""

    model = TeamMeasure

    def add(self, team_id: UUID, kind: domain.MeasureKind, *, valid_until: datetime) -> UUID:
        return self.begin(team_id, valid_until=valid_until, kind=kind)

    def newest(
        self, which: MeasureFilter, *, at: datetime, owner: UUID | None, before: UUID | None, limit: int
    ) -> Sequence[domain.TeamMeasure]:
        query = _measures(owner).order_by(TeamMeasure.id.desc()).limit(limit)
        query = query.where(TeamMeasure.id < before) if before else query
        return [_measure(row) for row in self.session.execute(query.where(*self._wanted(which, at)))]

    def lock(self, measure_id: UUID, *, owner: UUID | None) -> domain.TeamMeasure:
        query = _measures(owner).where(TeamMeasure.id == measure_id).with_for_update(of=TeamMeasure)
        row = self.session.execute(query.execution_options(populate_existing=True)).first()
        if row is None:
            raise NotFound("There is no such measure.")
        return _measure(row)

    def _wanted(self, which: MeasureFilter, at: datetime) -> list[ColumnElement[bool]]:
        wanted: list[ColumnElement[bool]] = []
        if which.kind:
            wanted.append(TeamMeasure.kind == which.kind)
        if which.team_id:
            wanted.append(TeamMeasure.team_id == which.team_id)
        match which.state:
            case "active":
                wanted += self.open_at(at)
            case "expired":
                wanted += self.expired_at(at)
            case "done" | "declined":
                wanted.append(TeamMeasure.decision == which.state)
        return wanted


def _measures(owner: UUID | None) -> Select[TeamMeasure, UUID | None]:
    query = select(TeamMeasure, Team.owner_id).join(Team, Team.id == TeamMeasure.team_id)
    return query.where(Team.owner_id == owner) if owner else query


def _measure(row: Any) -> domain.TeamMeasure:
    measure, owner_id = row
    kept = {name: getattr(measure, name) for name in _KEPT}
    return domain.TeamMeasure(owner_id=owner_id, **kept)
