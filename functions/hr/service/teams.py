"""Use cases: make teams, look at them, change and remove them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from functions.hr.domain.teams.known import KnownTeam
from functions.hr.schemas.teams import TeamChange, TeamDraft, TeamMade, TeamSettings, TeamSettingsDraft, TeamSummary
from functions.hr.service.ports import Audit
from functions.hr.service.refusals import invalid
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import Unprocessable
from shared.schemas.pages import Page, from_cursor


class Teams(Protocol):
    """The teams of one company."""

    def unknown(self, users: frozenset[UUID]) -> frozenset[UUID]:
        """Those who are no active users of the company."""

    def add(self, draft: TeamDraft, members: frozenset[UUID], by: UUID) -> KnownTeam:
        """Keep a team; `Conflict` if there is one of that name."""

    def get(self, team_id: UUID) -> KnownTeam:
        """A team, or `NotFound`."""

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[KnownTeam]:
        """Teams, newest first."""

    def change(self, team_id: UUID, change: TeamChange, members: frozenset[UUID] | None) -> KnownTeam:
        """Change a team; `NotFound`, `Conflict`."""

    def remove(self, team_id: UUID, at: datetime) -> None:
        """Let it be no more; `NotFound`."""

    def made_since(self, wave_opened: datetime, by: UUID) -> int:
        """How many teams somebody made since a wave opened."""

    def smallest_group(self) -> int:
        """That the company chose."""

    def choose_smallest_group(self, size: int) -> None:
        """Keep the company's choice."""


class TeamService:
    """The teams of one company.

    Args:
        teams: as they are kept.
        audit: notes who changed what.
        now: the clock.
    """

    def __init__(self, teams: Teams, audit: Audit, now: Now) -> None:
        self.teams = teams
        self.audit = audit
        self.now = now

    def create(self, draft: TeamDraft, by: Caller) -> TeamMade:
        """Make a team of users of the company; one below five may exist, and nothing is ever told of it.

        Raises:
            Unprocessable: a member is nobody here, or is somebody elsewhere: nothing tells which.
            Conflict: there is a team of that name.
        """
        members = frozenset(draft.member_ids)
        self._refuse_strangers(members, draft.owner_id)
        team = self.teams.add(draft, members, by.id)
        self.audit.note("team.created", actor=by.id, subject=team.id, members=len(members))
        reason = None if team.evaluable else "too_few"
        return TeamMade(team_id=team.id, members=len(members), evaluable=team.evaluable, reason=reason)

    def newest(self, *, limit: int, cursor: str | None) -> Page[TeamSummary]:
        """The company's teams, newest first."""
        found = self.teams.newest(before=from_cursor(cursor), limit=limit + 1)
        return Page.of([summary(team) for team in found], limit=limit, key=lambda team: team.team_id)

    def change(self, team_id: UUID, change: TeamChange, by: Caller) -> TeamSummary:
        """Change a team; what was told of it stays as it is.

        Raises:
            NotFound: the company has no such team.
            Unprocessable: nothing is to be changed, or a member is nobody here.
            Conflict: there is another team of that name.
        """
        if not change.model_fields_set:
            raise Unprocessable("Say what is to be different.")
        members = frozenset(change.member_ids) if change.member_ids else None
        self._refuse_strangers(members or frozenset(), change.owner_id)
        team = self.teams.change(team_id, change, members)
        self.audit.note("team.changed", actor=by.id, subject=team.id, members=len(team.members))
        return summary(team)

    def remove(self, team_id: UUID, by: Caller) -> None:
        """Remove a team; the ledgers keep what was told of it.

        Raises:
            NotFound: the company has no such team.
        """
        self.teams.remove(team_id, self.now())
        self.audit.note("team.removed", actor=by.id, subject=team_id)

    def settings(self) -> TeamSettings:
        """What the company chose."""
        return TeamSettings(smallest_group=self.teams.smallest_group())

    def choose(self, draft: TeamSettingsDraft, by: Caller) -> TeamSettings:
        """Choose the smallest group that results speak of."""
        self.teams.choose_smallest_group(draft.smallest_group)
        self.audit.note("settings.changed", actor=by.id, subject=None, smallest_group=draft.smallest_group)
        return self.settings()

    def _refuse_strangers(self, members: frozenset[UUID], owner_id: UUID | None) -> None:
        asked = members | ({owner_id} if owner_id else frozenset())
        if self.teams.unknown(asked):
            raise invalid("/memberIds", "must be active users of this company", "unknown")


def summary(team: KnownTeam) -> TeamSummary:
    """A team as lists show it."""
    return TeamSummary(
        team_id=team.id,
        name=team.name,
        members=len(team.members),
        criticality=team.criticality,
        owner_id=team.owner_id,
        evaluable=team.evaluable,
        created_at=team.created_at,
    )
