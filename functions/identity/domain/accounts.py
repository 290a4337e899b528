"""People and programs that may call, and the tokens they hold. Roles and scopes are words of `shared.auth.scopes`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Status = Literal["active", "disabled"]


@dataclass(frozen=True, kw_only=True)
class Account:
    """A person who may sign in.

    Args:
        email: in lower case; unique over all companies.
        password_hash: argon2id, with its parameters.
    """

    id: UUID
    company_id: UUID
    email: str
    name: str | None
    role: str
    status: Status
    password_hash: str
    last_login_at: datetime | None
    created_at: datetime

    @property
    def active(self) -> bool:
        """Whether it may sign in."""
        return self.status == "active"


@dataclass(frozen=True, kw_only=True)
class ApiKey:
    """A program's key.

    Args:
        created_by: the person who answers for it.
        scopes: what it was made for; never used beyond what that person may do now.
    """

    id: UUID
    company_id: UUID
    created_by: UUID
    name: str
    role: str
    scopes: tuple[str, ...]
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime

    def is_alive(self, now: datetime) -> bool:
        """Whether it may be exchanged for access tokens."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, kw_only=True)
class RefreshToken:
    """One link of a chain of refresh tokens: each use makes the next of its family."""

    id: UUID
    company_id: UUID
    user_id: UUID
    family_id: UUID
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    def is_alive(self, now: datetime) -> bool:
        """Whether it may still be used, if it has not been."""
        return self.revoked_at is None and now < self.expires_at
