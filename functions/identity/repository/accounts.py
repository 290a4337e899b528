"""Companies and users, in PostgreSQL."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.identity.domain.accounts import Account
from shared.core.errors import NotFound
from shared.db.models.base import Company
from shared.db.models.identity import RefreshToken, User


class CompanyRows:
    """The companies that the session sees."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def name(self, company_id: UUID) -> str:
        name = self.session.scalar(select(Company.name).filter_by(id=company_id))
        if name is None:
            raise NotFound("There is no such company.")
        return name

    def add(self, company_id: UUID, name: str) -> None:
        self.session.execute(insert(Company).values(id=company_id, name=name))


class DirectoryRows:
    """E-mail addresses over all companies.

    Args:
        session: one that sees every company.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def company_of(self, email: str) -> UUID | None:
        return self.session.scalar(select(User.company_id).where(_is(email)))


class AccountRows:
    """The users that the session sees."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, user_id: UUID) -> Account | None:
        return _account(self.session.get(User, user_id, populate_existing=True))

    def lock(self, user_id: UUID) -> Account | None:
        return _account(self.session.get(User, user_id, with_for_update=True, populate_existing=True))

    def by_email(self, email: str) -> Account | None:
        return _account(self.session.scalars(select(User).where(_is(email))).first())

    def holder_of(self, digest: str) -> Account | None:
        held = select(RefreshToken.user_id).filter_by(token_hash=digest).scalar_subquery()
        user = select(User).where(User.id == held).with_for_update()
        return _account(self.session.scalars(user.execution_options(populate_existing=True)).first())

    def lock_admins(self) -> Sequence[Account]:
        admins = select(User).filter_by(role="admin", status="active").order_by(User.id).with_for_update()
        rows = self.session.scalars(admins.execution_options(populate_existing=True))
        return [_of(row) for row in rows]

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[Account]:
        query = select(User).order_by(User.id.desc()).limit(limit)
        return [_of(row) for row in self.session.scalars(query.where(User.id < before) if before else query)]

    def add(self, account: Account) -> bool:
        row = insert(User).values(vars(account)).on_conflict_do_nothing().returning(User.id)
        return self.session.execute(row).first() is not None

    def update(self, user_id: UUID, **values: Any) -> None:
        self.session.execute(update(User).filter_by(id=user_id).values(**values))

    def remove(self, user_id: UUID) -> None:
        self.session.execute(delete(User).filter_by(id=user_id))


def _is(email: str) -> Any:
    return func.lower(User.email) == email.lower()


def _account(row: User | None) -> Account | None:
    return _of(row) if row else None


def _of(row: User) -> Account:
    return Account(**{name: getattr(row, name) for name in Account.__dataclass_fields__})
