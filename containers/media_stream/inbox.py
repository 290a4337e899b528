"""The texts of one connection: kept until somebody listens, from then on handed on at the moment when they come.

Between the socket and a call that listens there is no queue and no task: what has arrived has been heard.
"""

import asyncio
from collections import deque
from collections.abc import Callable

KEPT = 64
"""With so many kept the other side has to wait."""


class Inbox:
    """Of one connection.

    Args:
        transport: is read no further while too much is kept.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._kept: deque[bytes] = deque()
        self._changed = asyncio.Event()
        self._take: Callable[[bytes], None] = self._keep
        self._heard: asyncio.Future[None] | None = None
        self._over = False

    def put(self, text: bytes) -> None:
        """A text has come."""
        try:
            self._take(text)
        except Exception as error:  # noqa: BLE001 - raised where somebody listens
            self._take = _nobody
            if self._heard and not self._heard.done():
                self._heard.set_exception(error)

    def end(self) -> None:
        """Nothing comes any more; harmless when repeated."""
        self._over = True
        self._changed.set()
        if self._heard and not self._heard.done():
            self._heard.set_result(None)

    async def next(self) -> bytes | None:
        """The first text that is kept, as soon as there is one; None at the end."""
        while not self._kept and not self._over:
            self._changed.clear()
            await self._changed.wait()
        text = self._kept.popleft() if self._kept else None
        self._go_on()
        return text

    async def hand_on(self, take: Callable[[bytes], None]) -> None:
        """Hand what is kept and what comes to `take`, until the end.

        Raises:
            Exception: what `take` raised.
        """
        try:
            while self._kept:
                take(self._kept.popleft())
            self._go_on()
            if not self._over:
                self._heard, self._take = asyncio.get_running_loop().create_future(), take
                await self._heard
        finally:
            self._take = _nobody

    def _keep(self, text: bytes) -> None:
        self._kept.append(text)
        self._changed.set()
        if len(self._kept) == KEPT:
            self._transport.pause_reading()

    def _go_on(self) -> None:
        if len(self._kept) < KEPT and not self._over and not self._transport.is_reading():
            self._transport.resume_reading()


def _nobody(_text: bytes) -> None:
    """What comes is not heard."""
