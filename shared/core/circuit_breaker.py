"""A circuit breaker whose state all Lambdas share: a vendor that is down is left alone, and asked again by one.

Closed, calls pass. After `failures` within `window` seconds it opens, and for `rest` seconds every call is refused at
once. Then one call, the probe, is let through: if it succeeds the circuit closes, if it fails it opens again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol

from shared.core.cache import Count
from shared.core.errors import Unavailable
from shared.core.log import log

KEPT = 3600  # seconds that an open circuit waits for a probe before it is forgotten


class CircuitOpen(Unavailable):
    """A vendor failed too often a moment ago and was not asked."""

    def __init__(self, name: str, *, retry_after: int) -> None:
        super().__init__(f"{name} failed too often just now and is left alone for {retry_after} s.")
        self.headers = {"Retry-After": str(retry_after)}


class Table(Protocol):
    """Where the state is kept, see `shared.core.cache.Cache`."""

    def put(self, pk: str, sk: str, value: Any, *, seconds: int) -> None:
        """Store or replace a value for `seconds`."""

    def get(self, pk: str, sk: str) -> Any | None:
        """The value, or None where there is none or it has expired."""

    def delete(self, pk: str, sk: str) -> None:
        """Forget a value."""

    def count(self, pk: str, sk: str, *, seconds: int, by: int = 1) -> Count:
        """Add to a counter whose window of `seconds` begins with its first count."""


@dataclass(frozen=True, kw_only=True)
class Tolerance:
    """When a circuit opens, and for how long.

    Args:
        failures: within the window.
        window: seconds.
        rest: seconds that nobody asks.
        probe: seconds that the one who asks again has before somebody else may.
    """

    failures: int = 5
    window: int = 60
    rest: int = 30
    probe: int = 60


class CircuitBreaker:
    """The circuit to one vendor.

    Args:
        table: shared by all Lambdas; while it does not answer, calls pass: a breaker must break nothing.
        name: of the vendor.
        trips: what counts as the vendor's failure; anything else says that the vendor answers.
        clock: seconds since the epoch.
    """

    def __init__(
        self,
        table: Table,
        name: str,
        *,
        trips: tuple[type[Exception], ...],
        tolerance: Tolerance | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.table = table
        self.name = name
        self.pk = f"circuit#{name}"
        self.trips = trips
        self.tolerance = tolerance or Tolerance()
        self.clock = clock

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Around one call.

        Raises:
            CircuitOpen: the vendor is left alone, and the call is not made.
        """
        probing = self._admit()
        try:
            yield
        except self.trips:
            self._note_failure(probing=probing)
            raise
        except Exception:
            self._note_answer(probing=probing)
            raise
        self._note_answer(probing=probing)

    def _admit(self) -> bool:
        """Whether this call is the probe of a circuit that has rested."""
        try:
            until = self.table.get(self.pk, "open")
            if until is None:
                return False
            left = until - self.clock()
            if left <= 0 and self.table.count(self.pk, f"probe#{until}", seconds=self.tolerance.probe).hits == 1:
                return True
        except Unavailable as error:
            log().warning("circuit unknown", vendor=self.name, reason=str(error))
            return False
        raise CircuitOpen(self.name, retry_after=max(1, round(left)))

    def _note_failure(self, *, probing: bool) -> None:
        with suppress(Unavailable):
            hits = self.table.count(self.pk, "failures", seconds=self.tolerance.window).hits
            if probing or hits >= self.tolerance.failures:
                until = self.clock() + self.tolerance.rest
                self.table.put(self.pk, "open", until, seconds=self.tolerance.rest + KEPT)
                log().warning("circuit opened", vendor=self.name, failures=hits, seconds=self.tolerance.rest)

    def _note_answer(self, *, probing: bool) -> None:
        if probing:
            with suppress(Unavailable):
                self.table.delete(self.pk, "failures")
                self.table.delete(self.pk, "open")
                log().info("circuit closed", vendor=self.name)
