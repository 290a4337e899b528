"""Use cases: look at what was told; nothing is opened for it."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.teams.counting import WORK_BURNOUT
from functions.hr.domain.teams.matrix import Level
from functions.hr.domain.teams.openwave import KeptResult
from functions.hr.schemas.teams import Overview, TeamView
from functions.hr.service.reporting import report
from functions.hr.service.teams import Teams, summary
from shared.core.clock import Now


class Waves(Protocol):
    """The waves of one company."""

    def current_id(self, at: datetime) -> UUID | None:
        """Of the wave of a moment."""


class Results(Protocol):
    """What was told."""

    def last(self, team_id: UUID | None, wave_id: UUID) -> KeptResult | None:
        """The newest released result of a team, or of the company, in a wave."""

    def newest_of_team(self, team_id: UUID) -> KeptResult | None:
        """The newest of all."""

    def of_teams(self, wave_id: UUID) -> list[KeptResult]:
        """The newest of every team in a wave."""


class OverviewService:
    """What was told of one company.

    Args:
        teams: of the company.
        waves: of the company.
        results: what was told.
        now: the clock.
    """

    def __init__(self, teams: Teams, waves: Waves, results: Results, now: Now) -> None:
        self.teams = teams
        self.waves = waves
        self.results = results
        self.now = now

    def view(self, team_id: UUID, locale: Locale) -> TeamView:
        """A team, and what was last told of it.

        Raises:
            NotFound: the company has no such team.
        """
        team = self.teams.get(team_id)
        last = self.results.newest_of_team(team_id)
        return TeamView(
            **dict(summary(team)),
            member_ids=sorted(team.members),
            last_result=report(last, None, locale) if last else None,
        )

    def overview(self) -> Overview:
        """The company in its current wave, from released results alone."""
        wave_id = self.waves.current_id(self.now())
        if wave_id is None:
            return Overview(reason="no_wave")
        company = self.results.last(None, wave_id)
        levels: dict[Level, int] = {"low": 0, "moderate": 0, "high": 0, "critical": 0}
        for kept in self.results.of_teams(wave_id):
            levels[kept.result.burnout.figures.risk.level] += 1
        if company is None:
            return Overview(wave_id=wave_id, reason="not_evaluated", teams_by_level=levels)
        figures = company.result.burnout.figures
        mean = figures.subscales[WORK_BURNOUT]
        return Overview(
            wave_id=wave_id,
            work_mean=mean.mean,
            participation=figures.participation,
            reason=mean.reason,
            teams_by_level=levels,
            evaluated_at=company.evaluated_at,
        )
