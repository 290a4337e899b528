"""Links with which one person answers once, without signing in."""

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Self
from uuid import UUID

PREFIX = "astramech_invitation_"
SECRET = 32  # bytes: too many to guess, so a plain digest keeps them safe at rest
COMPANY = 16


@dataclass(frozen=True)
class InvitationToken:
    """What a link carries.

    Args:
        text: a prefix, by which leaked ones are found, then company and secret in base64url.
        company_id: whose it is, so that it is looked up inside its wall.
    """

    text: str
    company_id: UUID

    @classmethod
    def new(cls, company_id: UUID) -> Self:
        """A fresh one of a company."""
        raw = company_id.bytes + secrets.token_bytes(SECRET)
        return cls(PREFIX + urlsafe_b64encode(raw).decode(), company_id)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `new` made.

        Raises:
            ValueError: it is nothing of the kind.
        """
        if not text.startswith(PREFIX):
            raise ValueError("another kind of token")
        raw = urlsafe_b64decode(text.removeprefix(PREFIX))
        if len(raw) != COMPANY + SECRET:
            raise ValueError("another length")
        return cls(text, UUID(bytes=raw[:COMPANY]))

    @property
    def digest(self) -> str:
        """What the database keeps of it."""
        return hashlib.sha256(self.text.encode()).hexdigest()
