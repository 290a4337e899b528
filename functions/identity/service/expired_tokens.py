"""Forgets what nobody can use."""

from datetime import timedelta

from functions.identity.schemas import ForgottenTokens
from functions.identity.service.ports import ExpiringTokens
from shared.core.clock import Now

KEPT = timedelta(days=7)
"""After expiry, so that a token that comes back late can still be looked into."""


class ExpiredTokens:
    """Refresh tokens of all companies that have expired.

    Args:
        tokens: all of them.
        now: the clock.
    """

    def __init__(self, tokens: ExpiringTokens, now: Now) -> None:
        self.tokens = tokens
        self.now = now

    def forget(self) -> ForgottenTokens:
        """Delete them."""
        return ForgottenTokens(tokens=self.tokens.forget(before=self.now() - KEPT))
