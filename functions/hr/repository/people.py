"""People and programs of a company, their data keys, and what has to be shown later."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from functions.hr.domain.records import Place
from functions.hr.domain.teams.openwave import Evaluated
from shared.core.invocation import new_id
from shared.db.models.hr import ApiKey, Audited, Company, PersonKey, User


class PeopleRows:
    """The people and programs of one company."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def lock(self, user_id: UUID) -> bool:
        """Whether the company has this active person; nobody else writes what is theirs until the transaction ends."""
        mine = select(User.id).filter_by(company_id=self.company_id, id=user_id, status="active")
        return self.session.scalar(mine.with_for_update(key_share=True)) is not None

    def has_program(self, caller_id: UUID) -> bool:
        mine = exists().where(ApiKey.company_id == self.company_id, ApiKey.id == caller_id)
        return bool(self.session.scalar(select(mine)))

    def active(self, user_ids: Collection[UUID]) -> set[UUID]:
        """Those of them who are active people of the company."""
        mine = select(User.id).filter_by(company_id=self.company_id, status="active").where(User.id.in_(user_ids))
        return set(self.session.scalars(mine))

    def role(self, user_id: UUID) -> str | None:
        """Of an active person; None for anybody else."""
        return self.session.scalar(select(User.role).filter_by(company_id=self.company_id, id=user_id, status="active"))

    def names(self, user_ids: Collection[UUID]) -> dict[UUID, str]:
        """How people of the company are called, by id."""
        mine = select(User.id, User.name, User.email).filter_by(company_id=self.company_id).where(User.id.in_(user_ids))
        return {user_id: name or email for user_id, name, email in self.session.execute(mine)}

    def place(self) -> Place:
        """Where the company is."""
        country, zone = self.session.execute(
            select(Company.country, Company.time_zone).where(Company.id == self.company_id)
        ).one()
        return Place(country, ZoneInfo(zone))


class KeyRows:
    """The data keys of one company's people."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def in_use(self, user_id: UUID) -> tuple[UUID, bytes] | None:
        """A person's key and how it is kept."""
        found = self.session.execute(
            select(PersonKey.id, PersonKey.wrapped).where(
                PersonKey.company_id == self.company_id,
                PersonKey.user_id == user_id,
                PersonKey.destroyed_at.is_(None),
            )
        ).one_or_none()
        return None if found is None or found.wrapped is None else (found.id, found.wrapped)

    def add(self, user_id: UUID, wrapped: bytes) -> UUID:
        row = PersonKey(id=new_id(), company_id=self.company_id, user_id=user_id, wrapped=wrapped)
        self.session.add(row)
        self.session.flush()
        return row.id

    def destroy(self, user_id: UUID, at: datetime) -> None:
        """Forget a person's key: nothing that it sealed can be read any more."""
        mine = update(PersonKey).filter_by(company_id=self.company_id, user_id=user_id, destroyed_at=None)
        self.session.execute(mine.values(wrapped=None, destroyed_at=at))


class AuditRows:
    """What has to be shown later, of one company."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def note(self, action: str, *, actor: UUID | None, subject: UUID | None, **details: Any) -> None:
        """Keep that something was done; ids and counts alone."""
        row = Audited(id=new_id(), company_id=self.company_id, action=action, actor_id=actor, subject_id=subject)
        row.details = details
        self.session.add(row)

    def outcomes(
        self, action: str, subjects: Collection[UUID | None], since: datetime
    ) -> Mapping[UUID | None, Evaluated]:
        """What came of an action the last time since a moment, by what it was done to."""
        named = Audited.subject_id.in_([one for one in subjects if one])
        to_these = named | Audited.subject_id.is_(None) if None in subjects else named
        rows = (
            select(Audited)
            .where(Audited.company_id == self.company_id, Audited.action == action, Audited.at >= since, to_these)
            .ext(distinct_on(Audited.subject_id))
            .order_by(Audited.subject_id, Audited.id.desc())
        )
        return {row.subject_id: Evaluated(row.details["outcome"], row.at) for row in self.session.scalars(rows)}

    def about(self, user_id: UUID) -> Sequence[dict[str, Any]]:
        """What was done by a person or to them, oldest first."""
        concerns = (Audited.actor_id == user_id) | (Audited.subject_id == user_id)
        mine = select(Audited).where(Audited.company_id == self.company_id, concerns).order_by(Audited.id)
        return [
            {"action": row.action, "subject": row.subject_id, "details": row.details, "at": row.at}
            for row in self.session.scalars(mine)
        ]
