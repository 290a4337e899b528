"""The first seconds: somebody answers, or something does. When to say the first word, and whether a beep came."""

import asyncio
from collections.abc import Callable

from containers.media_stream.tones import Beeps

GREETING_OVER_MS = 400
LATEST_S = 1.5
"""Then we speak, whoever does: two seconds after the greeting is the law."""
BEEPS_WITHIN_S = 45.0


class Beginning:
    """Of one call.

    Args:
        connected: is called once, when the greeting is over or has lasted long enough.
        beeped: is called when a pure tone has ended.
        resumed: the stream only comes back: nobody greets.
    """

    def __init__(self, connected: Callable[[], None], beeped: Callable[[], None], *, resumed: bool) -> None:
        self._connected = connected
        self._beeped = beeped
        self._loop = asyncio.get_running_loop()
        self._began_at = self._loop.time()
        self._beeps: Beeps | None = None if resumed else Beeps()
        self._voice = False
        self._silent_ms = 0
        self._open = True
        self.greeted_at = self._began_at
        """When the greeting was over, or had lasted long enough; the beginning, where nobody greeted."""
        self._timer = self._loop.call_later(0.0 if resumed else LATEST_S, self._begin)

    def heard(self, frame: bytes, *, voice: bool) -> None:
        """20 ms, and whether there was voice in it."""
        if self._beeps and not voice and self._beeps.hear(frame):
            self._beeped()
        if self._open:
            self._follow_greeting(voice=voice)
        elif self._beeps and self._loop.time() - self._began_at > BEEPS_WITHIN_S:
            self._beeps = None

    def close(self) -> None:
        """Nothing begins any more."""
        self._timer.cancel()

    def _follow_greeting(self, *, voice: bool) -> None:
        self._voice = self._voice or voice
        self._silent_ms = 0 if voice else self._silent_ms + 20
        if voice:
            self.greeted_at = self._loop.time()
        if self._voice and self._silent_ms >= GREETING_OVER_MS:
            self._begin()

    def _begin(self) -> None:
        if self._open:
            self._open = False
            self._timer.cancel()
            self._connected()
