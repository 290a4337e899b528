"""Waves of a company."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from functions.hr.domain.records import KeptWave
from functions.hr.domain.scoring.waves import Wave as Period
from shared.core.invocation import new_id
from shared.db.models.hr import Company, Wave

SALT = 32  # bytes


class WaveRows:
    """The waves of one company."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def lock(self) -> None:
        """Let nobody else add a wave until the transaction ends."""
        mine = select(Company.id).where(Company.id == self.company_id)
        self.session.execute(mine.with_for_update(key_share=True))

    def open_at(self, at: datetime) -> KeptWave | None:
        mine = select(Wave).where(Wave.company_id == self.company_id, Wave.opens_at <= at, Wave.closes_at > at)
        return _kept(self.session.scalar(mine))

    def has_configured(self) -> bool:
        """Whether somebody has ever set a wave."""
        mine = exists().where(Wave.company_id == self.company_id, Wave.configured.is_(True))
        return bool(self.session.scalar(select(mine)))

    def before(self, at: datetime) -> KeptWave | None:
        """The last that opens before a moment or at it."""
        mine = select(Wave).where(Wave.company_id == self.company_id, Wave.opens_at <= at)
        return _kept(self.session.scalar(mine.order_by(Wave.opens_at.desc()).limit(1)))

    def after(self, at: datetime) -> KeptWave | None:
        """The first that opens after a moment."""
        mine = select(Wave).where(Wave.company_id == self.company_id, Wave.opens_at > at)
        return _kept(self.session.scalar(mine.order_by(Wave.opens_at).limit(1)))

    def add(self, period: Period, definitions: Sequence[str], *, configured: bool, k: int) -> KeptWave:
        row = Wave(
            id=new_id(),
            company_id=self.company_id,
            opens_at=period.opens,
            closes_at=period.closes,
            configured=configured,
            definitions=list(definitions),
            ledger_salt=secrets.token_bytes(SALT),
            k=k,
        )
        self.session.add(row)
        self.session.flush()
        return _of(row)

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[KeptWave]:
        mine = select(Wave).where(Wave.company_id == self.company_id)
        mine = mine.where(Wave.id < before) if before else mine
        return [_of(row) for row in self.session.scalars(mine.order_by(Wave.id.desc()).limit(limit))]

    def get(self, wave_id: UUID) -> KeptWave | None:
        return _kept(self.session.scalar(select(Wave).filter_by(company_id=self.company_id, id=wave_id)))


def _kept(row: Wave | None) -> KeptWave | None:
    return None if row is None else _of(row)


def _of(row: Wave) -> KeptWave:
    return KeptWave(
        id=row.id,
        period=Period(row.opens_at, row.closes_at),
        configured=row.configured,
        definitions=tuple(row.definitions),
        roster_frozen_at=row.roster_frozen_at,
        k=row.k,
    )
