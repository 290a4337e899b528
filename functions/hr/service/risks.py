"""Use cases: evaluate a team or the company, once for each state of its answers, and tell only what may be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from functions.hr.domain.instruments.parts import Locale, Reference
from functions.hr.domain.teams.alarm import Alarm, after
from functions.hr.domain.teams.counting import Team
from functions.hr.domain.teams.evaluation import evaluate
from functions.hr.domain.teams.known import KnownTeam
from functions.hr.domain.teams.ledger import Group, Ledger, Withheld, sealed
from functions.hr.domain.teams.matrix import USUAL_SHARE
from functions.hr.domain.teams.openwave import Answers, KeptResult, OpenWave
from functions.hr.domain.teams.probing import signs
from functions.hr.domain.teams.result import Part, TeamResult
from functions.hr.domain.teams.trend import trend
from functions.hr.domain.teams.wave import WaveSoFar
from functions.hr.schemas.teams import RiskReport
from functions.hr.service.ports import Audit
from functions.hr.service.reporting import EVALUATED, SCORING_VERSION, no_answers, report, suppressed
from functions.hr.service.teams import Teams
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.schemas.envelope import Events
from shared.schemas.events import BurnoutRiskDetected

COMPANY = UUID(int=0)
"""Stands for the team of everybody, which has no row."""


class Waves(Protocol):
    """The waves of one company."""

    def lock_current(self, at: datetime) -> OpenWave | None:
        """The wave of a moment, which nobody else evaluates until the transaction ends; None if nobody answered."""

    def freeze(self, wave: OpenWave) -> None:
        """Keep its roster as it is."""

    def never_signed_in(self, people: frozenset[UUID]) -> int:
        """How many of them never did."""


class Counting(Protocol):
    """What counts."""

    def answers(self, wave: OpenWave, people: frozenset[UUID], at: datetime) -> Answers:
        """What people answered who have agreed to team results and have not withdrawn."""


class Results(Protocol):
    """What was told, and what was announced of it."""

    def last(self, team_id: UUID | None, wave_id: UUID) -> KeptResult | None:
        """The newest released result of a team, or of the company, in a wave."""

    def last_before(self, team_id: UUID | None, wave: OpenWave) -> KeptResult | None:
        """The newest of the waves before."""

    def add(self, result: KeptResult, by: UUID) -> None:
        """Keep a released result."""

    def ledgers(self, wave: OpenWave) -> Mapping[str, Ledger]:
        """What was released in a wave, by name of the ledger."""

    def release(self, wave: OpenWave, releases: Mapping[str, Group]) -> None:
        """Keep what is released, before it is told."""

    def alarm(self, team_id: UUID) -> Alarm:
        """What was last announced of a team."""

    def set_alarm(self, team_id: UUID, alarm: Alarm) -> None:
        """Keep what was announced."""


class RiskService:
    """Team results of one company.

    Args:
        teams: of the company.
        waves: of the company.
        counting: opens their answers.
        results: and what they were judged by.
        audit: notes every evaluation.
        events: announces a risk, of a team only.
        now: the clock.
    """

    def __init__(
        self,
        *,
        teams: Teams,
        waves: Waves,
        counting: Counting,
        results: Results,
        audit: Audit,
        events: Events,
        now: Now,
    ) -> None:
        self.teams = teams
        self.waves = waves
        self.counting = counting
        self.results = results
        self.audit = audit
        self.events = events
        self.now = now

    def evaluate_team(self, team_id: UUID, by: Caller, locale: Locale) -> RiskReport:
        """What may be told of a team now; what changes so little that it would isolate people stays as it was.

        Raises:
            NotFound: the company has no such team.
        """
        team = self.teams.get(team_id)
        return self._evaluate(team, by, locale)

    def evaluate_company(self, by: Caller, locale: Locale) -> RiskReport:
        """What may be told of the whole company, which is guarded as its teams are."""
        return self._evaluate(None, by, locale)

    def _evaluate(self, team: KnownTeam | None, by: Caller, locale: Locale) -> RiskReport:
        team_id = team.id if team else None
        wave = self.waves.lock_current(self.now())
        if wave is None:
            self.audit.note(EVALUATED, actor=by.id, subject=team_id, outcome="no_answers")
            return no_answers(team_id)
        before = self.results.last(team_id, wave.id)
        members = before.members if before else (team.members if team else wave.roster)
        case = _Case(team, members, wave, before)
        answers = self.counting.answers(wave, members & wave.roster, self.now())
        evaluation = evaluate(case.judged, self._so_far(wave, answers), before.result if before else None)
        self._note(case, by, evaluation.result)
        if not isinstance(evaluation.result, TeamResult):
            return suppressed(team_id, wave.id, evaluation.result)
        self.results.release(wave, evaluation.releases)
        kept = self._keep(case, evaluation.result, answers.model_version, by)
        earlier = self.results.last_before(team_id, wave)
        change = trend(earlier.result, kept.result, wave.k) if earlier else None
        return report(kept, change, locale)

    def _so_far(self, wave: OpenWave, answers: Answers) -> WaveSoFar:
        company = self.results.last(None, wave.id)
        return WaveSoFar(
            roster={person: sealed(wave.people_salt, person) for person in wave.roster},
            consenting=frozenset(answers.contributions),
            contributions=answers.contributions,
            cbi=wave.cbi,
            drivers=wave.drivers,
            baseline=self._baseline(wave),
            ledgers=self.results.ledgers(wave),
            k=wave.k,
            company_share=company.result.burdened_share if company else USUAL_SHARE,
        )

    def _keep(self, case: "_Case", result: TeamResult, model_version: str | None, by: Caller) -> KeptResult:
        """The result as it is kept: the last one if nothing is new."""
        if case.before and result == case.before.result:
            return case.before
        if not case.wave.frozen:
            self.waves.freeze(case.wave)
        kept = KeptResult(
            wave_id=case.wave.id,
            team_id=case.team_id,
            members=case.members,
            result=result,
            scoring_version=SCORING_VERSION,
            model_version=model_version if isinstance(result.turnover, Part) else None,
            evaluated_at=self.now(),
        )
        self.results.add(kept, by.id)
        if case.team and case.is_fresh(result):
            self._announce(case.team.id, case.wave, kept)
        return kept

    def _announce(self, team_id: UUID, wave: OpenWave, kept: KeptResult) -> None:
        """Announce a risk that has risen, once; no estimate is consulted."""
        figures = kept.result.burnout.figures
        before = self.results.alarm(team_id)
        alarm, severity = after(before, figures.risk, burdened=figures.burdened, wave=str(wave.id))
        self.results.set_alarm(team_id, alarm)
        if severity:
            self.events.record(
                BurnoutRiskDetected(
                    team_id=team_id,
                    wave_id=wave.id,
                    severity=severity,
                    respondents=figures.respondents,
                    scoring_version=SCORING_VERSION,
                    evaluated_at=kept.evaluated_at,
                    valid_until=wave.next_closes,
                )
            )

    def _baseline(self, wave: OpenWave) -> Mapping[str, Reference]:
        """Means of the company's previous wave where they were told, else of the reference group."""
        references = {one.id: one.reference for one in wave.drivers.subscales if one.reference}
        previous = self.results.last_before(None, wave)
        if previous is None or not isinstance(previous.result.drivers, Part):
            return references
        told = previous.result.drivers.figures.drivers
        means = {driver: one.mean for driver, one in told.items() if one.mean is not None}
        return references | {
            driver: Reference(mean=mean, sd=references[driver].sd)
            for driver, mean in means.items()
            if driver in references
        }

    def _note(self, case: "_Case", by: Caller, result: TeamResult | Withheld) -> None:
        """Keep who asked, and whether it looks as if somebody tried to single people out."""
        outcome = "told" if isinstance(result, TeamResult) else result
        self.audit.note(EVALUATED, actor=by.id, subject=case.team_id, outcome=outcome)
        made = self.teams.made_since(case.wave.opens_at, by.id)
        strangers = self.waves.never_signed_in(case.members) if case.team else 0
        for sign in signs(new_teams=made, never_signed_in=strangers):
            self.audit.note(f"alert.{sign}", actor=by.id, subject=case.team_id)


@dataclass(frozen=True)
class _Case:
    """What is evaluated: a team or the company, with the members that count in this wave."""

    team: KnownTeam | None
    members: frozenset[UUID]
    wave: OpenWave
    before: KeptResult | None

    @property
    def team_id(self) -> UUID | None:
        return self.team.id if self.team else None

    @property
    def judged(self) -> Team:
        if self.team:
            return Team(self.team.id, self.members, self.team.criticality)
        return Team(COMPANY, self.members)

    def is_fresh(self, result: TeamResult) -> bool:
        """Whether the burnout figures are of other answers than those told before."""
        if result.burnout.stale:
            return False
        return self.before is None or result.burnout.versions != self.before.result.burnout.versions
