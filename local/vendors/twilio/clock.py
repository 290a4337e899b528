"""The time of the simulation: real, unless somebody wants a conversation to pass faster."""

import asyncio
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Seconds of the simulation.

    Args:
        speed: how many of them pass in a real one. 1 is real time, and the only one that says anything about latency.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self._began = datetime.now(UTC)
        self._base = 0.0
        self._real = time.monotonic()
        self._speed = speed

    @property
    def speed(self) -> float:
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._base, self._real, self._speed = self.now(), time.monotonic(), speed

    def now(self) -> float:
        """Seconds since the simulation began."""
        return self._base + (time.monotonic() - self._real) * self._speed

    def today(self) -> datetime:
        """The date and time of the simulation."""
        return self._began + timedelta(seconds=self.now())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds) / self._speed)

    async def sleep_until(self, moment: float) -> None:
        """Sleep until `now` is that; what is late is not made up for by anybody but the caller."""
        await self.sleep(moment - self.now())
