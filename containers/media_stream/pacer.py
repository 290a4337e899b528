"""Outbound audio at the pace at which it is heard.

Frames leave on absolute deadlines of the loop's clock, so that neither delays nor rounding add up, and never more than
the lead is ahead of the listener: what is interrupted was hardly sent.
"""

import asyncio
from collections import deque
from collections.abc import Callable

from containers.media_stream.ports import FRAME_MS

LEAD_MS = 180
LONGEST_QUEUE_MS = 30_000
_FRAME_S = FRAME_MS / 1000


class Pacer:
    """The outbound queue of a call.

    Args:
        send: takes a frame, and when it will be heard, in seconds of the loop's clock.
        mark: takes the name of a mark behind the frames before it.

    Attributes:
        underruns: how often a sentence had no frame when one was due.
        latest_ms: how late the latest frame left, after its deadline.
    """

    def __init__(self, send: Callable[[bytes, float], None], mark: Callable[[str], None]) -> None:
        self._send = send
        self._mark = mark
        self._loop = asyncio.get_running_loop()
        self._queue: deque[bytes | str] = deque()
        self._queued_frames = 0
        self._timer: asyncio.TimerHandle | None = None
        self._heard_until = 0.0
        self._inside = False
        self.underruns = 0
        self.latest_ms = 0.0

    @property
    def ahead_ms(self) -> float:
        """How much of what was sent is still to be heard."""
        return max(0.0, (self._heard_until - self._loop.time()) * 1000)

    @property
    def queued_ms(self) -> int:
        """How much is still to be sent."""
        return self._queued_frames * FRAME_MS

    def play(self, frame: bytes) -> None:
        """Queue 20 ms."""
        self._queue.append(frame)
        self._queued_frames += 1
        self._go()

    def mark(self, name: str) -> None:
        """Queue a mark behind what is queued."""
        self._queue.append(name)
        self._go()

    def clear(self) -> None:
        """Forget what is queued; what was sent is forgotten by the other side."""
        self._queue.clear()
        self._queued_frames = 0
        self._heard_until = self._loop.time()
        self._inside = False
        self.stop()

    def stop(self) -> None:
        """End the timer."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _go(self) -> None:
        if self._timer is None:
            self._tick(None)

    def _tick(self, due: float | None) -> None:
        """Send what is due, and come back when the next is."""
        self._timer = None
        now = self._loop.time()
        if due is not None:
            self.latest_ms = max(self.latest_ms, (now - due) * 1000)
        if now > self._heard_until:
            self.underruns += self._inside and self._queued_frames > 0
            self._heard_until = now
        limit = now + (LEAD_MS - FRAME_MS) / 1000 + 1e-6
        while self._queue:
            first = self._queue[0]
            if isinstance(first, str):
                self._queue.popleft()
                self._inside = False
                self._mark(first)
                continue
            if self._heard_until > limit:
                due = self._heard_until - (LEAD_MS - FRAME_MS) / 1000
                self._timer = self._loop.call_at(due, self._tick, due)
                return
            self._queue.popleft()
            self._queued_frames -= 1
            self._inside = True
            plays_at, self._heard_until = self._heard_until, self._heard_until + _FRAME_S
            self._send(first, plays_at)
