"""Issues access tokens with the key that signs now."""

import time
from collections.abc import Callable
from functools import cache
from typing import Annotated

from shared.auth.caller import Caller
from shared.auth.jwt import issue
from shared.auth.key_store import SecretKeyStore
from shared.auth.keys import FRESH, KeyRing
from shared.core.clock import Clock
from shared.core.inject import Depends, provides
from shared.core.resources import SIGNING_KEYS
from shared.core.settings import settings

IssueAccessToken = Callable[[Caller], str]
"""Caller → access token. Raises NotConfigured before the first key was made."""


@provides(SIGNING_KEYS)
def token_issuer(now: Clock) -> IssueAccessToken:
    """Signs with the keys of this stage."""

    def issue_access_token(caller: Caller) -> str:
        ring = held_ring(settings.signing_keys_secret).ring()
        return issue(caller, ring.current(now()), now=now())

    return issue_access_token


TokenIssuer = Annotated[IssueAccessToken, Depends(token_issuer)]


class HeldRing:
    """A key ring that is read again after `FRESH`, which is less than a new key waits before it signs."""

    def __init__(self, read: Callable[[], KeyRing], now: Callable[[], float] = time.time) -> None:
        self.read = read
        self.now = now
        self.held = KeyRing()
        self.read_at = float("-inf")

    def ring(self) -> KeyRing:
        """The ring, at most `FRESH` old; one without keys is never held."""
        if not self.held.keys or self.now() - self.read_at > FRESH.total_seconds():
            self.held = self.read()
            self.read_at = self.now()
        return self.held


@cache
def held_ring(secret: str) -> HeldRing:
    """The ring of a secret, shared by the whole process; it is read on first use."""
    return HeldRing(lambda: SecretKeyStore(secret).read()[0])
