"""How fast an account asks for calls: so many in a second, counted in the shared table by all who ask."""

import time
from collections.abc import Callable
from typing import Protocol

from functions.calls.domain.carrier import ThrottledError
from shared.core.cache import Count

LONGEST_WAIT = 10  # seconds
KEPT = 60


class Counter(Protocol):
    """See `shared.core.cache.Cache`."""

    def count(self, pk: str, sk: str, *, seconds: int, by: int = 1) -> Count:
        """Add to a counter."""


class SharedPace:
    """The pace of an account.

    Args:
        table: shared by all Lambdas.
        account: whose pace it is.
        per_second: calls; Twilio's default is 1, the surplus waits there.
        clock: seconds since the epoch.
        sleep: waits.
    """

    def __init__(
        self,
        table: Counter,
        account: str,
        per_second: int,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.table = table
        self.pk = f"twilio-pace#{account}"
        self.per_second = per_second
        self.clock = clock
        self.sleep = sleep

    def wait(self) -> None:
        """Wait for a turn.

        Raises:
            ThrottledError: there is none in the next seconds.
        """
        for _ in range(LONGEST_WAIT):
            now = self.clock()
            if self.table.count(self.pk, str(int(now)), seconds=KEPT).hits <= self.per_second:
                return
            self.sleep(int(now) + 1 - now)
        raise ThrottledError("There was no turn to ask Twilio for a call.", retry_after=LONGEST_WAIT)
