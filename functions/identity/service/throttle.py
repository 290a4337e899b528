"""Slows down who tries passwords."""

import hashlib

from functions.identity.service.ports import Counters
from shared.core.errors import TooManyRequests

WINDOW = 15 * 60  # seconds
PER_EMAIL = 10
PER_ADDRESS = 50  # one address may be a whole office


class LoginThrottle:
    """Counts attempts per e-mail address and per source address, within windows of 15 minutes.

    An attempt counts before the password is compared, so attempts at the same moment count too. Whoever knows an
    address can keep its owner from signing in for a window; sessions that are open go on.

    Args:
        counters: shared by all Lambdas.
        source: the address that the request came from.
    """

    def __init__(self, counters: Counters, source: str) -> None:
        self.counters = counters
        self.source = source

    def admit(self, email: str) -> None:
        """Count an attempt.

        Raises:
            TooManyRequests: there were too many; says in how many seconds the window ends.
        """
        by_email = self.counters.count("sign-in", _email_key(email), seconds=WINDOW)
        by_source = self.counters.count("sign-in", self._source_key(), seconds=WINDOW)
        waits = [
            counted.seconds_left
            for counted, limit in ((by_email, PER_EMAIL), (by_source, PER_ADDRESS))
            if counted.hits > limit
        ]
        if waits:
            raise TooManyRequests("Too many attempts to sign in. Try again later.", retry_after=max(1, *waits))

    def forgive(self, email: str) -> None:
        """Forget the attempts at an address whose owner has signed in; this attempt does not count for its source."""
        self.counters.delete("sign-in", _email_key(email))
        self.counters.count("sign-in", self._source_key(), seconds=WINDOW, by=-1)

    def _source_key(self) -> str:
        return f"source#{self.source}"


def _email_key(email: str) -> str:
    return f"email#{hashlib.sha256(email.lower().encode()).hexdigest()}"
