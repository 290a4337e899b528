"""Websocket connections of people in a company."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Connection:
    """An open connection, and for whom it may listen.

    Args:
        id: API Gateway's.
        caller_id: the user or API key whose token opened it.
        seen: narrow sources whose events the caller may read.
        expires_at: with the token; afterwards nothing is sent until the connection is renewed.
    """

    id: str
    company_id: UUID
    caller_id: UUID
    expires_at: datetime
    seen: frozenset[str] = frozenset()


def expiry_of(verified_token: str) -> datetime:
    """When an access token expires; only for a token that has been verified."""
    claims = verified_token.split(".")[1]
    found = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    return datetime.fromtimestamp(found["exp"], UTC)
