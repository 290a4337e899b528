"""What the use cases need from the outside."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from functions.identity.domain.accounts import Account, ApiKey, RefreshToken
from shared.auth.keys import KeyRing
from shared.core.cache import Count

EnterCompany = Callable[[UUID], None]
"""Walls the database session to a company."""


class Directory(Protocol):
    """E-mail addresses over all companies."""

    def company_of(self, email: str) -> UUID | None:
        """The company of the user with this address."""


class Companies(Protocol):
    """The tenants that the session sees."""

    def name(self, company_id: UUID) -> str:
        """The name of a company, or `NotFound`."""

    def add(self, company_id: UUID, name: str) -> None:
        """Insert a company."""


class Accounts(Protocol):
    """The users that the session sees: those of one company."""

    def get(self, user_id: UUID) -> Account | None:
        """A user."""

    def lock(self, user_id: UUID) -> Account | None:
        """A user, locked until the transaction ends."""

    def by_email(self, email: str) -> Account | None:
        """The user with this address, in whatever case it was typed."""

    def holder_of(self, digest: str) -> Account | None:
        """The user who holds a refresh token, locked: a user's refresh tokens are used one after the other."""

    def lock_admins(self) -> Sequence[Account]:
        """The active admins, locked in the order of their ids."""

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[Account]:
        """Users, newest first."""

    def add(self, account: Account) -> bool:
        """Insert a user unless somebody, in any company, has the address; whether it was inserted."""

    def update(self, user_id: UUID, **values: Any) -> None:
        """Change columns of a user."""

    def remove(self, user_id: UUID) -> None:
        """Delete a user, and with it every refresh token and API key."""


class RefreshTokens(Protocol):
    """The refresh tokens that the session sees."""

    def add(self, token: RefreshToken, digest: str) -> None:
        """Insert a token."""

    def get(self, digest: str) -> RefreshToken | None:
        """The token with this digest."""

    def use(self, token_id: UUID, *, at: datetime) -> None:
        """Mark a token as used."""

    def end_family(self, family_id: UUID, *, at: datetime) -> None:
        """Revoke every token of a family."""

    def end_all(self, user_id: UUID, *, at: datetime) -> None:
        """Revoke every token of a user."""


class ExpiringTokens(Protocol):
    """The refresh tokens of all companies."""

    def forget(self, *, before: datetime) -> int:
        """Delete the tokens that expired before a moment; how many there were."""


class ApiKeys(Protocol):
    """The API keys that the session sees."""

    def get(self, key_id: UUID) -> ApiKey | None:
        """A key."""

    def by_digest(self, digest: str) -> ApiKey | None:
        """The key with this digest."""

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[ApiKey]:
        """Keys, newest first."""

    def add(self, key: ApiKey, digest: str) -> None:
        """Insert a key."""

    def update(self, key_id: UUID, **values: Any) -> None:
        """Change columns of a key."""


class Counters(Protocol):
    """Counters that forget."""

    def count(self, pk: str, sk: str, *, seconds: int, by: int = 1) -> Count:
        """Count within a window of `seconds`."""

    def delete(self, pk: str, sk: str) -> None:
        """Start over."""


class KeyStore(Protocol):
    """The ring of signing keys."""

    def read(self) -> tuple[KeyRing, str]:
        """The ring and its version."""

    def replace(self, ring: KeyRing, *, version: str) -> bool:
        """Write the successor of `version`; false if another one was written before."""


class Publication(Protocol):
    """The public halves of the ring, for everybody."""

    def read(self) -> str:
        """What is published."""

    def publish(self, jwks: str) -> None:
        """Replace it."""
