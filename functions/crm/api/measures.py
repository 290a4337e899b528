"""Measures for teams over HTTP."""

from uuid import UUID

from functions.crm.domain.measures import MeasureKind, MeasureState
from functions.crm.measure_schemas import MeasureFilter, MeasureRefusal, MeasureView
from functions.crm.providers.measures import TeamMeasures
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, post
from shared.schemas.pages import Cursor, Limit, Page


@get("/crm/team-measures", scope=Scope.CRM_READ)
def list_team_measures(
    *,
    caller: Caller,
    measures: TeamMeasures,
    kind: MeasureKind | None = None,
    state: MeasureState | None = None,
    team_id: UUID | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[MeasureView]:
    """Measures for the caller's teams, newest first; for all teams where the caller may see risks."""
    which = MeasureFilter(kind=kind, state=state, team_id=team_id)
    return measures.newest(which, caller, limit=limit, cursor=cursor)


@post("/crm/team-measures/{measure_id}/decline", scope=Scope.CRM_WRITE, status=200)
def decline_team_measure(
    measure_id: UUID, refusal: MeasureRefusal, caller: Caller, measures: TeamMeasures
) -> MeasureView:
    """End a measure that is not wanted, with the reason."""
    return measures.decline(measure_id, caller, refusal.reason)


@post("/crm/team-measures/{measure_id}/done", scope=Scope.CRM_WRITE, status=200)
def finish_team_measure(measure_id: UUID, caller: Caller, measures: TeamMeasures) -> MeasureView:
    """Say that the task of a measure is done."""
    return measures.finish(measure_id, caller)
