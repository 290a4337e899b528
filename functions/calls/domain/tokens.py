"""Tokens of streams: a secret that opens the one stream of one call, once.

It names its company, so that it is looked up inside the company's wall, and is kept as a digest only.
"""

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

SECRET = 32  # bytes
COMPANY = 16
LIFETIME = timedelta(minutes=15)
"""At most; a token also ends with its call."""


@dataclass(frozen=True)
class StreamToken:
    """A token of a stream.

    Args:
        text: 64 characters of base64url.
        company_id: whose call it is.
    """

    text: str
    company_id: UUID

    @classmethod
    def new(cls, company_id: UUID) -> Self:
        """A fresh token."""
        return cls(urlsafe_b64encode(company_id.bytes + secrets.token_bytes(SECRET)).decode(), company_id)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `new` made.

        Raises:
            ValueError: it is nothing of the kind.
        """
        raw = urlsafe_b64decode(text.encode("ascii"))
        if len(raw) != COMPANY + SECRET:
            raise ValueError("another length")
        return cls(text, UUID(bytes=raw[:COMPANY]))

    @property
    def digest(self) -> str:
        """What the database keeps of it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is known of a token, and of the call it belongs to.

    Attributes:
        call_sid: the carrier's name of the call; None where the carrier has not yet said it.
    """

    call_id: UUID
    call_sid: str | None
    expires_at: datetime
    used_at: datetime | None
    over: bool


def fault(kept: Kept | None, *, call_id: UUID, call_sid: str, at: datetime) -> str | None:
    """Why a token opens nothing; None where it does."""
    if kept is None or kept.call_id != call_id:
        return "unknown"
    if kept.used_at:
        return "used"
    if at >= kept.expires_at:
        return "expired"
    if kept.over:
        return "over"
    return "foreign" if kept.call_sid not in (None, call_sid) else None
