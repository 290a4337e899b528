"""Endpoints of teams."""

from uuid import UUID

from functions.hr.domain.instruments.parts import Locale
from functions.hr.providers.teams import Teams, Told
from functions.hr.schemas.teams import (
    TeamChange,
    TeamDraft,
    TeamMade,
    TeamSettings,
    TeamSettingsDraft,
    TeamSummary,
    TeamView,
)
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, patch, post, put
from shared.schemas.pages import Cursor, Limit, Page


@post("/hr/teams/create", scope=Scope.HR_TEAMS)
def create_team(draft: TeamDraft, caller: Caller, teams: Teams) -> TeamMade:
    """Make a team of people of the company; nothing is ever told of fewer than five."""
    return teams.create(draft, caller)


@get("/hr/teams", scope=Scope.HR_TEAMS)
def list_teams(teams: Teams, limit: Limit = 50, cursor: Cursor = None) -> Page[TeamSummary]:
    """The company's teams, newest first."""
    return teams.newest(limit=limit, cursor=cursor)


@get("/hr/teams/{team_id}", scope=Scope.HR_RISKS)
def get_team(team_id: UUID, told: Told, locale: Locale = "es") -> TeamView:
    """A team with its members, and what was last told of it."""
    return told.view(team_id, locale)


@patch("/hr/teams/{team_id}", scope=Scope.HR_TEAMS)
def change_team(team_id: UUID, change: TeamChange, caller: Caller, teams: Teams) -> TeamSummary:
    """Change a team; in a wave with a result, other members count from the next one."""
    return teams.change(team_id, change, caller)


@delete("/hr/teams/{team_id}", scope=Scope.HR_TEAMS)
def remove_team(team_id: UUID, caller: Caller, teams: Teams) -> None:
    """Remove a team; what was told of it goes on to be guarded."""
    teams.remove(team_id, caller)


@get("/hr/settings", scope=Scope.HR_TEAMS)
def get_team_settings(teams: Teams) -> TeamSettings:
    """How small a group results may speak of."""
    return teams.settings()


@put("/hr/settings", scope=Scope.HR_TEAMS)
def choose_team_settings(draft: TeamSettingsDraft, caller: Caller, teams: Teams) -> TeamSettings:
    """Choose how small a group results may speak of, 5 to 10."""
    return teams.choose(draft, caller)
