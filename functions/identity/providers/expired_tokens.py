"""Builds the forgetting of expired tokens."""

from typing import Annotated

from functions.identity.repository.tokens import RefreshTokenRows
from functions.identity.service.expired_tokens import ExpiredTokens
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.db.session import SystemSession


def expired_tokens(session: SystemSession, now: Clock) -> ExpiredTokens:
    """Expired tokens of all companies."""
    return ExpiredTokens(RefreshTokenRows(session), now)


StageExpiredTokens = Annotated[ExpiredTokens, Depends(expired_tokens)]
