"""The line of a call that was answered: 50 times a second, both sides hear each other."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from local.vendors.twilio.audio import FRAME, FRAME_MS, FRAME_SECONDS, SILENCE, framed
from local.vendors.twilio.clock import Clock


@dataclass(frozen=True)
class Said:
    """What a party does in 20 ms."""

    frame: bytes = SILENCE
    key: str = ""
    hangs_up: bool = False


class Party(Protocol):
    """One who was called."""

    def tick(self, heard: bytes) -> Said:
        """Hear 20 ms, and say as much."""


class Side(Protocol):
    """What Twilio has at the other end of the line: a clip, a media stream, somebody who was dialled."""

    def pull(self) -> bytes:
        """The next 20 ms for the party."""

    def push(self, said: Said) -> None:
        """Take 20 ms of the party."""


class Quiet:
    """Nobody: silence, and nobody listens."""

    def pull(self) -> bytes:
        return SILENCE

    def push(self, said: Said) -> None:
        """Let it pass."""


class Clip:
    """Audio that is played once."""

    def __init__(self, audio: bytes) -> None:
        self.audio = framed(audio)
        self.at = 0
        self.played = asyncio.Event()

    def pull(self) -> bytes:
        frame = self.audio[self.at : self.at + FRAME]
        self.at += FRAME
        if self.at >= len(self.audio):
            self.played.set()
        return frame or SILENCE

    def push(self, said: Said) -> None:
        """Let it pass."""


class Ear(Protocol):
    """One who listens to a line and does not take part."""

    def hear(self, said: Said, heard: bytes, at_ms: int) -> None:
        """20 ms of both sides."""


class Line:
    """A line.

    Args:
        ears: the recorder, the detection and the like.

    Attributes:
        keys: what the party pressed.
    """

    def __init__(self, clock: Clock, party: Party, ears: tuple[Ear, ...] = ()) -> None:
        self.clock, self.party, self.ears = clock, party, ears
        self.side: Side = Quiet()
        self.keys: asyncio.Queue[str] = asyncio.Queue()
        self.at_ms = 0

    @contextmanager
    def with_side(self, side: Side) -> Iterator[None]:
        """Put something at the other end, for a while."""
        before, self.side = self.side, side
        try:
            yield
        finally:
            self.side = before

    async def run(self) -> None:
        """Until the party hangs up. The deadlines are absolute: what is late is made up for, and nothing drifts."""
        began, frames = self.clock.now(), 0
        while not self._tick():
            frames += 1
            await self.clock.sleep_until(began + frames * FRAME_SECONDS)

    def _tick(self) -> bool:
        heard = self.side.pull()
        said = self.party.tick(heard)
        if said.key:
            self.keys.put_nowait(said.key)
        self.side.push(said)
        for ear in self.ears:
            ear.hear(said, heard, self.at_ms)
        self.at_ms += FRAME_MS
        return said.hangs_up

    async def play(self, audio: bytes) -> None:
        """Let the party hear a clip to its end."""
        if audio:
            clip = Clip(audio)
            with self.with_side(clip):
                await clip.played.wait()
