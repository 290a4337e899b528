"""Use cases: what was told of teams and the company, over their waves. Nothing is opened for it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, get_args
from uuid import UUID

from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.teams.counting import WORK_BURNOUT
from functions.hr.domain.teams.known import KnownTeam
from functions.hr.domain.teams.ledger import Withheld
from functions.hr.domain.teams.openwave import CurrentWave, Evaluated, KeptResult, ToldWave
from functions.hr.domain.teams.trend import comparable
from functions.hr.schemas.stories import Listing, Standing, Story, TimeTold
from functions.hr.schemas.teams import RiskReport
from functions.hr.service.overview import OverviewService
from functions.hr.service.reporting import EVALUATED, SCORING_VERSION, no_answers, report, suppressed
from functions.hr.service.teams import Teams, summary
from shared.core.clock import Now
from shared.schemas.pages import Page, from_cursor

MOST_WAVES = 12
WITHHELD: tuple[Withheld, ...] = get_args(Withheld)


class Waves(Protocol):
    """The waves of one company."""

    def current(self, at: datetime) -> CurrentWave | None:
        """The last that has opened."""


class Results(Protocol):
    """What was told."""

    def last(self, team_id: UUID | None, wave_id: UUID) -> KeptResult | None:
        """The newest released result of a team, or of the company, in a wave."""

    def of_teams(self, wave_id: UUID) -> list[KeptResult]:
        """The newest of every team in a wave."""

    def history(self, team_id: UUID | None, *, limit: int) -> list[ToldWave]:
        """The newest of each wave, the last wave first; of the company, if there is no team."""


class Evaluations(Protocol):
    """What was evaluated."""

    def outcomes(
        self, action: str, subjects: Collection[UUID | None], since: datetime
    ) -> Mapping[UUID | None, Evaluated]:
        """The last evaluation of each team, or of the company, since a moment."""


class StoryService:
    """What was told of one company's teams.

    Args:
        overview: of the company.
        teams: of the company.
        waves: of the company.
        results: what was told.
        evaluations: also those after which nothing was told.
        now: the clock.
    """

    def __init__(
        self,
        overview: OverviewService,
        *,
        teams: Teams,
        waves: Waves,
        results: Results,
        evaluations: Evaluations,
        now: Now,
    ) -> None:
        self.overview = overview
        self.teams = teams
        self.waves = waves
        self.results = results
        self.evaluations = evaluations
        self.now = now

    def listed(self, *, limit: int, cursor: str | None, locale: Locale) -> Listing:
        """The company, and a page of its teams, newest first, with what is told of each in the current wave."""
        found = self.teams.newest(before=from_cursor(cursor), limit=limit + 1)
        page = Page[KnownTeam].of(found, limit=limit, key=lambda team: team.id)
        wave = self.waves.current(self.now())
        told = self._told_in(wave.id) if wave else {}
        now = self._now(wave, told, [None, *(team.id for team in page.items)], locale)
        standings = [Standing(team=summary(team), report=now[team.id]) for team in page.items]
        teams = Page[Standing](items=standings, next_cursor=page.next_cursor)
        return Listing(
            overview=self.overview.overview(),
            company=now[None],
            smallest_group=self.teams.smallest_group(),
            teams=teams,
        )

    def of_team(self, team_id: UUID, locale: Locale) -> Story:
        """A team over its waves.

        Raises:
            NotFound: the company has no such team.
        """
        return self._story(self.teams.get(team_id), locale)

    def of_company(self, locale: Locale) -> Story:
        """The company over its waves."""
        return self._story(None, locale)

    def _told_in(self, wave_id: UUID) -> Mapping[UUID | None, KeptResult]:
        company = self.results.last(None, wave_id)
        return {one.team_id: one for one in [*self.results.of_teams(wave_id), *([company] if company else [])]}

    def _story(self, team: KnownTeam | None, locale: Locale) -> Story:
        team_id = team.id if team else None
        history = self.results.history(team_id, limit=MOST_WAVES)
        wave = self.waves.current(self.now())
        newest = history[0].kept if history else None
        told = {team_id: newest} if newest and wave and newest.wave_id == wave.id else {}
        smallest = self.teams.smallest_group()
        return Story(
            team=summary(team) if team else None,
            now=self._now(wave, told, [team_id], locale)[team_id],
            told=report(newest, None, locale) if newest else None,
            waves=tuple(_times(history, smallest)),
            smallest_group=smallest,
        )

    def _now(
        self,
        wave: CurrentWave | None,
        told: Mapping[UUID | None, KeptResult],
        team_ids: Sequence[UUID | None],
        locale: Locale,
    ) -> Mapping[UUID | None, RiskReport | None]:
        """What is told of each in the current wave; what is withheld is known from the audit alone."""
        if wave is None or not wave.answered:
            return {one: no_answers(one, wave.id if wave else None) for one in team_ids}
        evaluated = self.evaluations.outcomes(EVALUATED, team_ids, wave.period.opens)
        return {one: _told(one, wave, told.get(one), evaluated.get(one), locale) for one in team_ids}


def _told(
    team_id: UUID | None, wave: CurrentWave, kept: KeptResult | None, evaluation: Evaluated | None, locale: Locale
) -> RiskReport | None:
    if kept:
        return report(kept, None, locale)
    if evaluation is None:
        return None
    reason = next((one for one in WITHHELD if one == evaluation.outcome), None)
    return suppressed(team_id, wave.id, reason, evaluation.at) if reason else None


def _times(history: Sequence[ToldWave], smallest: int) -> Iterable[TimeTold]:
    """Each wave; its figures only where they may stand beside those of every other that is shown."""
    rules = [one for one in history if one.kept.scoring_version == SCORING_VERSION]
    k = max([smallest, *(one.k for one in rules)])
    beside = dict(zip(map(id, rules), comparable([one.kept.result for one in rules], k), strict=True))
    for one in history:
        figures = one.kept.result.burnout.figures
        told = {
            "work_mean": figures.subscales[WORK_BURNOUT].mean,
            "score": figures.risk.score,
            "level": figures.risk.level,
        }
        period = {"opens_at": one.period.opens, "closes_at": one.period.closes}
        yield TimeTold.model_validate(period | (told if beside.get(id(one)) else {}))
