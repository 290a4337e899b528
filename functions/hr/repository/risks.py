"""Waves as they are evaluated, results, ledgers and alarms, in PostgreSQL."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, exists, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Session

from functions.hr.domain.instruments.catalogue import Catalogue
from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.domain.scoring.waves import Wave as Period
from functions.hr.domain.scoring.waves import month_of
from functions.hr.domain.teams.alarm import Alarm, Severity
from functions.hr.domain.teams.counting import WORK_BURNOUT
from functions.hr.domain.teams.ledger import Group, Ledger
from functions.hr.domain.teams.openwave import CurrentWave, KeptResult, OpenWave, ToldWave
from functions.hr.domain.teams.records import from_record, to_record
from functions.hr.repository.people import PeopleRows
from functions.hr.repository.teams import TeamRows
from shared.core.invocation import new_id
from shared.db.models.hr import Assessment
from shared.db.models.teams import Release, Team, TeamAlarm, TeamResult, User, Wave


class WaveRows:
    """The waves of one company, as they are evaluated.

    Args:
        session: walled to the company.
        company_id: whose they are.
        catalogue: of the questionnaires that were asked.
    """

    def __init__(self, session: Session, company_id: UUID | None, catalogue: Catalogue) -> None:
        self.session = session
        self.company_id = company_id
        self.catalogue = catalogue

    def lock_current(self, at: datetime) -> OpenWave | None:
        wave = self.session.scalar(_last(at).with_for_update())
        if wave is None or not self.session.scalar(select(exists().where(Assessment.wave_id == wave.id))):
            return None
        teams = TeamRows(self.session, self.company_id)
        roster = wave.roster or self.session.scalars(select(User.id).where(User.status == "active")).all()
        return OpenWave(
            id=wave.id,
            opens_at=wave.opens_at,
            closes_at=wave.closes_at,
            next_closes=self._next_closes(wave),
            definitions=tuple(wave.definitions),
            roster=frozenset(roster),
            frozen=wave.roster is not None,
            salt=wave.ledger_salt,
            people_salt=teams.people_salt(),
            k=max(wave.k, teams.smallest_group()),
            cbi=self._instrument(wave, WORK_BURNOUT),
            drivers=self._instrument(wave, DRIVERS[0]),
        )

    def current_id(self, at: datetime) -> UUID | None:
        wave = self.session.scalar(_last(at))
        return wave.id if wave else None

    def current(self, at: datetime) -> CurrentWave | None:
        wave = self.session.scalar(_last(at))
        if wave is None:
            return None
        answered = self.session.scalar(select(exists().where(Assessment.wave_id == wave.id)))
        return CurrentWave(wave.id, Period(wave.opens_at, wave.closes_at), answered=bool(answered))

    def freeze(self, wave: OpenWave) -> None:
        frozen = {"roster": sorted(wave.roster), "roster_frozen_at": func.now()}
        self.session.execute(update(Wave).where(Wave.id == wave.id).values(**frozen))

    def never_signed_in(self, people: frozenset[UUID]) -> int:
        strangers = select(func.count()).where(User.id.in_(people), User.last_login_at.is_(None))
        return self.session.scalar(strangers) or 0

    def _next_closes(self, wave: Wave) -> datetime:
        following = self.session.scalar(
            select(Wave.closes_at).where(Wave.opens_at > wave.opens_at).order_by(Wave.opens_at).limit(1)
        )
        if following:
            return following
        if wave.configured:
            return wave.closes_at + (wave.closes_at - wave.opens_at)
        zone = PeopleRows(self.session, self.company_id).place().zone
        return month_of(wave.closes_at, zone).closes

    def _instrument(self, wave: Wave, subscale: str) -> Instrument:
        """The instrument of a subscale in the version that the wave asks."""
        for stamp in wave.definitions:
            found = self.catalogue.stamped(stamp).subscales().get(subscale)
            if found:
                return found[0]
        raise LookupError(f"wave {wave.id} does not ask for {subscale}")


class ResultRows:
    """What was told, by what it was judged, and what was announced of it."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def last(self, team_id: UUID | None, wave_id: UUID) -> KeptResult | None:
        return self._first(_results(team_id).where(TeamResult.wave_id == wave_id))

    def last_before(self, team_id: UUID | None, wave: OpenWave) -> KeptResult | None:
        earlier = select(Wave.id).where(Wave.opens_at < wave.opens_at).order_by(Wave.opens_at.desc()).limit(1)
        return self._first(_results(team_id).where(TeamResult.wave_id == earlier.scalar_subquery()))

    def newest_of_team(self, team_id: UUID) -> KeptResult | None:
        return self._first(_results(team_id))

    def of_teams(self, wave_id: UUID) -> list[KeptResult]:
        newest = (
            select(TeamResult)
            .join(Team, Team.id == TeamResult.team_id)
            .where(TeamResult.wave_id == wave_id, Team.removed_at.is_(None))
            .ext(distinct_on(TeamResult.team_id))
            .order_by(TeamResult.team_id, TeamResult.id.desc())
        )
        return [_kept(row) for row in self.session.scalars(newest)]

    def history(self, team_id: UUID | None, *, limit: int) -> list[ToldWave]:
        """The newest result of each wave, the last wave first."""
        newest = (
            _results(team_id)
            .with_only_columns(TeamResult.id)
            .ext(distinct_on(TeamResult.wave_id))
            .order_by(TeamResult.wave_id, TeamResult.id.desc())
            .subquery()
        )
        told = (
            select(TeamResult, Wave)
            .join(Wave, Wave.id == TeamResult.wave_id)
            .join(newest, newest.c.id == TeamResult.id)
        )
        return [
            ToldWave(Period(wave.opens_at, wave.closes_at), wave.k, _kept(row))
            for row, wave in self.session.execute(told.order_by(Wave.opens_at.desc()).limit(limit))
        ]

    def add(self, result: KeptResult, by: UUID) -> None:
        self.session.add(
            TeamResult(
                id=new_id(),
                company_id=self.company_id,
                team_id=result.team_id,
                wave_id=result.wave_id,
                members=sorted(result.members),
                result=to_record(result.result),
                scoring_version=result.scoring_version,
                model_version=result.model_version,
                evaluated_by=by,
                evaluated_at=result.evaluated_at,
            )
        )
        self.session.flush()

    def ledgers(self, wave: OpenWave) -> Mapping[str, Ledger]:
        groups: dict[str, list[Group]] = defaultdict(list)
        for row in self.session.scalars(select(Release).where(Release.wave_id == wave.id).order_by(Release.id)):
            groups[row.ledger].append(frozenset(row.elements))
        return {name: Ledger(wave.k, tuple(released)) for name, released in groups.items()}

    def release(self, wave: OpenWave, releases: Mapping[str, Group]) -> None:
        rows = [
            {
                "id": new_id(),
                "company_id": self.company_id,
                "wave_id": wave.id,
                "ledger": name,
                "digest": _digest(group),
                "elements": sorted(group),
            }
            for name, group in releases.items()
        ]
        if rows:
            self.session.execute(insert(Release).on_conflict_do_nothing(), rows)

    def alarm(self, team_id: UUID) -> Alarm:
        row = self.session.scalar(select(TeamAlarm).where(TeamAlarm.team_id == team_id))
        if row is None:
            return Alarm()
        return Alarm(cast("Severity | None", row.level), str(row.wave_id) if row.wave_id else None)

    def set_alarm(self, team_id: UUID, alarm: Alarm) -> None:
        said = {"level": alarm.level, "wave_id": UUID(alarm.wave) if alarm.wave else None}
        row = {"id": new_id(), "company_id": self.company_id, "team_id": team_id, **said}
        statement = insert(TeamAlarm).values(**row)
        self.session.execute(statement.on_conflict_do_update(index_elements=["company_id", "team_id"], set_=said))

    def _first(self, query: Select[Any]) -> KeptResult | None:
        row = self.session.scalar(query.order_by(TeamResult.id.desc()).limit(1))
        return _kept(row) if row else None


def _last(at: datetime) -> Select[Any]:
    return select(Wave).where(Wave.opens_at <= at).order_by(Wave.opens_at.desc()).limit(1)


def _results(team_id: UUID | None) -> Select[Any]:
    whose = TeamResult.team_id == team_id if team_id else TeamResult.team_id.is_(None)
    return select(TeamResult).where(whose)


def _kept(row: TeamResult) -> KeptResult:
    return KeptResult(
        wave_id=row.wave_id,
        team_id=row.team_id,
        members=frozenset(row.members),
        result=from_record(row.result),
        scoring_version=row.scoring_version,
        model_version=row.model_version,
        evaluated_at=row.evaluated_at,
    )


def _digest(group: Group) -> str:
    return sha256("\n".join(sorted(group)).encode()).hexdigest()
