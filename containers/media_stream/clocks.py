"""What happens in a call because time passes: silence, the end of the allowed time, a dead line, a hand-over."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from containers.media_stream.ports import Ending
from functions.calls.domain.conversation.observations import Silent, TimeRunsOut

if TYPE_CHECKING:
    from containers.media_stream.call import Call

TICK_S = 0.1
SILENT_S = 6.0
WARNINGS_S = (60.0, 15.0)
"""Before the end: time to come to it, and time to say goodbye."""
DEAD_S = 5.0
"""Without a frame the line is dead: Twilio sends silence, too."""


class Clocks:
    """Of one call, looked at ten times a second.

    Args:
        call: that they belong to.
        wall: the time of day, in UTC.
    """

    def __init__(self, call: "Call", wall: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._call = call
        self._loop = asyncio.get_running_loop()
        now = self._loop.time()
        self._quiet_since = self._frame_at = now
        self._times = 0
        left = call.opened.longest_s
        if call.opened.must_end_by:
            left = min(left, int((call.opened.must_end_by - wall()).total_seconds()))
        self._ends_at = now + max(left, 0)
        self._warnings = list(WARNINGS_S)
        self._leave_by: tuple[float, Ending] | None = None
        self._close_after: float | None = None

    def frame_came(self) -> None:
        """The line lives."""
        self._frame_at = self._loop.time()

    def somebody_is_there(self, *, now: bool = False) -> None:
        """Somebody spoke, or does something now: how often it was silent is counted anew."""
        self._times = 0
        if now:
            self._quiet_since = self._loop.time()

    def leave_when_said(self, within_s: float) -> None:
        """Transfer when the last sentence was heard."""
        self._leave_by = self._leave_by or (self._loop.time() + within_s, "transferred")

    def close_when_said(self, after_s: float) -> None:
        """End it then though no mark came back; a farewell that is still being heard is waited for."""
        self._close_after = self._loop.time() + after_s

    def hand_over_at_rest(self, within_s: float) -> None:
        """Go on in another process from the next boundary of a turn."""
        self._leave_by = self._leave_by or (self._loop.time() + within_s, "handed_over")

    async def run(self) -> None:
        """As long as the call."""
        while True:
            await asyncio.sleep(TICK_S)
            now = self._loop.time()
            self._call.mouth.check()
            self._call.floor.look()
            self._count_silence(now)
            self._count_down(now)
            self._leave(now)
            if now - self._frame_at >= DEAD_S:
                self._call.end("lost")

    def _count_silence(self, now: float) -> None:
        """From the last sound of either side: what is being read or decided meanwhile ends no silence."""
        call = self._call
        if call.mouth.speaking or call.ears.voice_now:
            self._quiet_since = now - (0 if call.mouth.speaking else call.ears.silence_ms / 1000)
        elif now - self._quiet_since < SILENT_S - 2 * TICK_S:  # our words are heard before it is over
            return
        elif call.stuck:
            self._quiet_since = now
            call.part()
        elif not call.deciding:
            self._quiet_since = now
            self._times += 1
            call.observe(Silent(times=self._times, at_ms=call.now_ms))

    def _count_down(self, now: float) -> None:
        left = self._ends_at - now
        if self._warnings and left <= self._warnings[0]:
            self._warnings.pop(0)
            self._call.observe(TimeRunsOut(seconds_left=max(int(left), 0), at_ms=self._call.now_ms))
        if left <= 0:
            self._call.end("closed")

    def _leave(self, now: float) -> None:
        if self._close_after and now >= self._close_after and not self._call.mouth.rest_ms:
            self._call.end("closed")
        if self._leave_by:
            latest, ending = self._leave_by
            if self._call.at_rest or now >= latest:
                self._call.end(ending)
