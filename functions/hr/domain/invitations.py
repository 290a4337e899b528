"""Secrets of links that let one person in once without signing in, and of the sitting that a link begins."""

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

SECRET = 32  # bytes: too many to guess, so a plain digest keeps them safe at rest
COMPANY = 16


@dataclass(frozen=True)
class CompanySecret:
    """A secret that says whose company it is of.

    Args:
        text: a prefix, by which leaked ones are found, then company and secret in base64url.
        company_id: whose it is, so that it is looked up inside its wall.
    """

    prefix: ClassVar[str]

    text: str
    company_id: UUID

    @classmethod
    def new(cls, company_id: UUID) -> Self:
        """A fresh one of a company."""
        raw = company_id.bytes + secrets.token_bytes(SECRET)
        return cls(cls.prefix + urlsafe_b64encode(raw).decode(), company_id)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `new` made.

        Raises:
            ValueError: it is nothing of the kind.
        """
        if not text.startswith(cls.prefix):
            raise ValueError("another kind of token")
        raw = urlsafe_b64decode(text.removeprefix(cls.prefix))
        if len(raw) != COMPANY + SECRET:
            raise ValueError("another length")
        return cls(text, UUID(bytes=raw[:COMPANY]))

    @property
    def digest(self) -> str:
        """What the database keeps of it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class InvitationToken(CompanySecret):
    """What a link to one's own answers carries."""

    prefix = "astramech_invitation_"


class SittingToken(CompanySecret):
    """What a browser carries once a link was exchanged for it."""

    prefix = "astramech_sitting_"


class OverviewLink(CompanySecret):
    """What a link to the pages about teams carries."""

    prefix = "astramech_overview_link_"


class OverviewSitting(CompanySecret):
    """What a browser carries at the pages about teams."""

    prefix = "astramech_overview_sitting_"
