"""Evaluating a team: who counts, what may be told, and what it is.

Members are guarded as answers are: else a team with one member more, released or not, would tell whether that member
has answered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.teams.advice import weakest
from functions.hr.domain.teams.counting import WORK_BURNOUT, Contribution, Team, counted, versions
from functions.hr.domain.teams.figures import told_mean, told_participation, told_respondents, told_shares
from functions.hr.domain.teams.ledger import Group, Withheld
from functions.hr.domain.teams.matrix import burdened, burnout_risk, turnover_risk
from functions.hr.domain.teams.result import (
    BurnoutFigures,
    DriverFigures,
    Figures,
    Part,
    TeamResult,
    Told,
    TurnoverFigures,
)
from functions.hr.domain.teams.wave import WaveSoFar

MEMBERS, BURNOUT, TURNOVER, DRIVERS = "members", "cbi", "model", "drivers"
"""Names of ledgers; those of means are the ids of their subscales."""

People = Sequence[Contribution]


@dataclass(frozen=True)
class Evaluation:
    """What an evaluation comes to.

    Attributes:
        result: or why nothing is told.
        releases: what the ledgers have to keep before the result is told, by name.
    """

    result: TeamResult | Withheld
    releases: Mapping[str, Group]


def evaluate(team: Team, wave: WaveSoFar, before: TeamResult | None = None) -> Evaluation:
    """Evaluate a team, or the company as the team of everybody.

    What is released once is never edited: unchanged answers give the same result again, and changed ones give a new
    one only if the two together isolate nobody; else the last one stays, marked stale.

    Args:
        team: with its members as they were at its first result in the wave.
        wave: as it is now.
        before: the last result of the team in this wave.

    Raises:
        GroupSizeError: the company's smallest group is not between 5 and 10.
    """
    members = frozenset(wave.roster[member] for member in team.members & wave.roster.keys())
    objection = wave.ledger(MEMBERS).objection(members)
    if objection:
        return Evaluation(before.as_stale() if before else objection, {})
    people = counted(team.members, frozenset(wave.roster), wave.consenting, wave.contributions)
    desk = _Desk(wave, {MEMBERS: members})
    burnout = desk.family(
        BURNOUT, people, before.burnout if before else None, lambda some: _burnout(some, len(members), desk)
    )
    if not isinstance(burnout, Part):
        return Evaluation(burnout, {})
    turnover = desk.family(
        TURNOVER,
        [one for one in people if one.probability is not None],
        before.turnover if before else None,
        lambda some: _turnover(some, team.criticality),
    )
    drivers = desk.family(
        DRIVERS,
        [one for one in people if one.has_drivers],
        before.drivers if before else None,
        lambda some: _drivers(some, desk),
    )
    return Evaluation(TeamResult(burnout=burnout, turnover=turnover, drivers=drivers), desk.releases)


@dataclass(frozen=True)
class _Desk:
    """Decides what is told, and notes what the ledgers have to keep."""

    wave: WaveSoFar
    releases: dict[str, Group] = field(default_factory=dict)

    def family(
        self, name: str, people: People, before: Part[Figures] | Withheld | None, compute: Callable[[People], Figures]
    ) -> Part[Figures] | Withheld:
        """A family of figures: the same as before, new, the last one, or withheld."""
        group = versions(people)
        last = before if isinstance(before, Part) else None
        if last and last.versions == group:
            return replace(last, stale=False)
        objection = self._objection(name, group)
        if objection:
            return replace(last, stale=True) if last else objection
        return Part(compute(people), group, frozenset(one.person for one in people))

    def told(self, instrument: Instrument, people: People) -> Mapping[str, Told]:
        """The mean of each subscale over those who have it, another group for each: so each has its own ledger."""
        told = {}
        for subscale in instrument.subscales:
            having = [one for one in people if subscale.id in one.scores]
            objection = self._objection(subscale.id, versions(having))
            if objection:
                told[subscale.id] = Told(None, None, objection)
            else:
                mean = told_mean([one.scores[subscale.id] for one in having])
                told[subscale.id] = Told(mean, subscale.band_of(Fraction(mean)).id)
        return told

    def _objection(self, name: str, group: Group) -> Withheld | None:
        objection = self.wave.ledger(name).objection(group)
        if objection is None:
            self.releases[name] = group
        return objection


def _burnout(people: People, members: int, desk: _Desk) -> BurnoutFigures:
    scores = [one.scores[WORK_BURNOUT] for one in people]
    return BurnoutFigures(
        risk=burnout_risk(scores, desk.wave.company_share),
        subscales=desk.told(desk.wave.cbi, people),
        shares=told_shares(scores),
        respondents=told_respondents(len(people)),
        participation=told_participation(len(people), members),
        low_participation=2 * len(people) < members,
        warnings=("mixed_locales",) if len({one.locale for one in people}) > 1 else (),
        counted=len(people),
        burdened=burdened(scores),
    )


def _turnover(people: People, criticality: int) -> TurnoverFigures:
    return TurnoverFigures(
        turnover_risk([one.probability for one in people if one.probability is not None], criticality)
    )


def _drivers(people: People, desk: _Desk) -> DriverFigures:
    told = desk.told(desk.wave.drivers, people)
    means = {driver: one.mean for driver, one in told.items() if one.mean is not None}
    return DriverFigures(told, weakest(means, desk.wave.baseline))
