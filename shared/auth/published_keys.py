"""The public keys of a stage, as its SSM parameter publishes them, held in memory for five minutes."""

import time
from collections.abc import Callable
from functools import cache
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shared.auth.keys import FRESH, public_keys
from shared.core.aws import call
from shared.core.errors import Unavailable
from shared.core.inject import Depends, provides
from shared.core.resources import JWKS
from shared.core.settings import settings

PAUSE = 10.0  # seconds between two readings, however many unknown kids are asked for
USABLE = 3600.0  # seconds that keys serve while the parameter cannot be read


class PublishedKeys:
    """Finds public keys by kid.

    A kid that is not known makes it read again, once in `PAUSE` seconds, so a new key is found at once and made-up
    kids cost nothing. While the parameter cannot be read, the last keys serve for up to an hour.

    Args:
        read: the JSON Web Key Set as it is published now.
        now: seconds since the epoch; not monotonic time, which stands still in a frozen Lambda.
    """

    def __init__(self, read: Callable[[], str], now: Callable[[], float] = time.time) -> None:
        self.read = read
        self.now = now
        self.jwks = ""
        self.keys: dict[str, Ed25519PublicKey] = {}
        self.read_at = self.tried_at = float("-inf")

    def find(self, kid: str) -> Ed25519PublicKey | None:
        """The public key of `kid`, or None.

        Raises:
            Unavailable: the parameter cannot be read, and has not been for an hour.
        """
        if kid not in self.keys or self._age() > FRESH.total_seconds():
            self._refresh()
        return self.keys.get(kid)

    def document(self) -> str:
        """The JSON Web Key Set, at most five minutes old while the parameter can be read.

        Raises:
            Unavailable: as `find`.
        """
        if self._age() > FRESH.total_seconds():
            self._refresh()
        return self.jwks

    def _refresh(self) -> None:
        usable = self._age() < USABLE
        if usable and self.now() - self.tried_at < PAUSE:
            return
        self.tried_at = self.now()
        try:
            self.jwks = self.read()
            self.keys = public_keys(self.jwks)
            self.read_at = self.now()
        except Unavailable:
            if not usable:
                raise

    def _age(self) -> float:
        return self.now() - self.read_at


@cache
def published_keys(parameter: str) -> PublishedKeys:
    """The keys of an SSM parameter, shared by the whole process; it is read on first use."""
    return PublishedKeys(lambda: read_parameter(parameter))


@provides(JWKS)
def key_set() -> PublishedKeys:
    """The keys of this stage."""
    return published_keys(settings.jwks_parameter)


KeySet = Annotated[PublishedKeys, Depends(key_set)]


def read_parameter(name: str) -> str:
    """The value of an SSM parameter.

    Raises:
        AwsError: there is none, or it may not be read.
    """
    return str(call("ssm", "GetParameter", {"Name": name})["Parameter"]["Value"])
