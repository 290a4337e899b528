"""Refresh tokens and API keys, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.identity.domain import accounts as domain
from shared.db.models.identity import ApiKey, RefreshToken


class RefreshTokenRows:
    """The refresh tokens that the session sees."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, token: domain.RefreshToken, digest: str) -> None:
        self.session.execute(insert(RefreshToken).values(**vars(token), token_hash=digest))

    def get(self, digest: str) -> domain.RefreshToken | None:
        row = self.session.scalars(select(RefreshToken).filter_by(token_hash=digest)).first()
        return domain.RefreshToken(**_fields(row, domain.RefreshToken)) if row else None

    def use(self, token_id: UUID, *, at: datetime) -> None:
        self.session.execute(update(RefreshToken).filter_by(id=token_id).values(used_at=at))

    def end_family(self, family_id: UUID, *, at: datetime) -> None:
        self.session.execute(update(RefreshToken).filter_by(family_id=family_id, revoked_at=None).values(revoked_at=at))

    def end_all(self, user_id: UUID, *, at: datetime) -> None:
        self.session.execute(update(RefreshToken).filter_by(user_id=user_id, revoked_at=None).values(revoked_at=at))

    def forget(self, *, before: datetime) -> int:
        """Delete the tokens that expired before a moment; how many there were."""
        expired = delete(RefreshToken).where(RefreshToken.expires_at < before)
        return len(self.session.scalars(expired.returning(RefreshToken.id)).all())


class ApiKeyRows:
    """The API keys that the session sees."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, key_id: UUID) -> domain.ApiKey | None:
        return _key(self.session.get(ApiKey, key_id, populate_existing=True))

    def by_digest(self, digest: str) -> domain.ApiKey | None:
        return _key(self.session.scalars(select(ApiKey).filter_by(secret_hash=digest)).first())

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[domain.ApiKey]:
        query = select(ApiKey).order_by(ApiKey.id.desc()).limit(limit)
        return [_of(row) for row in self.session.scalars(query.where(ApiKey.id < before) if before else query)]

    def add(self, key: domain.ApiKey, digest: str) -> None:
        values = {**vars(key), "scopes": list(key.scopes), "secret_hash": digest}
        self.session.execute(insert(ApiKey).values(values))

    def update(self, key_id: UUID, **values: Any) -> None:
        self.session.execute(update(ApiKey).filter_by(id=key_id).values(**values))


def _key(row: ApiKey | None) -> domain.ApiKey | None:
    return _of(row) if row else None


def _of(row: ApiKey) -> domain.ApiKey:
    return domain.ApiKey(**{**_fields(row, domain.ApiKey), "scopes": tuple(row.scopes)})


def _fields(row: object, kind: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in kind.__dataclass_fields__}
