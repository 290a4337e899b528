"""A media stream: Twilio's side of the websocket, in real time."""

import asyncio
import contextlib
import json
import random
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, ConnectionClosedError

from local.vendors.twilio import errors
from local.vendors.twilio.audio import FRAME_MS
from local.vendors.twilio.clock import Clock
from local.vendors.twilio.line import Said
from local.vendors.twilio.messages import CONNECTED, InvalidMessage, Mark, Media, Message, Outgoing, read
from local.vendors.twilio.playback import Playback
from local.vendors.twilio.report import Report

UNREAD_SECONDS = 2.0
"""Real ones, whatever the speed: a server reads in real time."""

PING_SECONDS = 0.5


@dataclass
class Weather:
    """What is wrong with the way from the party to Twilio.

    Attributes:
        jitter: seconds by which frames are late, at most; they come in bursts then.
        loss: share of the frames that never come.
        breaks_after: seconds; the connection is cut then.
    """

    jitter: float = 0.0
    loss: float = 0.0
    breaks_after: float | None = None
    source: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - the same weather each time


class Stream:
    """One stream, on a connection that is open; it is a side of the line.

    Args:
        parameters: those of the TwiML.
    """

    def __init__(
        self, socket: ClientConnection, outgoing: Outgoing, clock: Clock, report: Report, weather: Weather
    ) -> None:
        self.socket, self.outgoing, self.clock, self.report, self.weather = socket, outgoing, clock, report, weather
        self.playback = Playback()
        self.at_ms = 0
        self.counts = dict.fromkeys(("media_sent", "media_lost", "media_dropped", "media", "mark", "clear"), 0)
        self._outbox: asyncio.Queue[Message | None] = asyncio.Queue()
        self._late: deque[tuple[float, Said, int]] = deque()
        self._unread_since: float | None = None
        self._is_slow = False

    async def run(self, parameters: dict[str, str]) -> None:
        """Until the customer's server closes; cancelled when the call goes on to something else, or ends."""
        self._send(CONNECTED)
        self._send(self.outgoing.start(parameters))
        workers = [asyncio.create_task(work) for work in (self._write(), self._watch(), self._break())]
        try:
            await self._read()
        except asyncio.CancelledError:
            await self._stop(workers[0])
            raise
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            await self.socket.close()

    def pull(self) -> bytes:
        """The next 20 ms of what the customer's server sent."""
        frame, reached = self.playback.next()
        self._send_marks(reached)
        return frame

    def push(self, said: Said) -> None:
        """Send 20 ms of the party, if they are not lost on the way."""
        now, late = self.clock.now(), self.weather.source.uniform(0, self.weather.jitter)
        due = max(now + late, self._late[-1][0] if self._late else 0.0)
        self._late.append((due, said, self.at_ms))
        self.at_ms += FRAME_MS
        while self._late and self._late[0][0] <= now:
            _, one, at_ms = self._late.popleft()
            self._forward(one, at_ms)

    def figures(self) -> dict[str, Any]:
        """What the report says of it."""
        playback = self.playback
        return {
            "stream_sid": self.outgoing.stream_sid,
            **self.counts,
            "played_ms": playback.played // 8,
            "most_ahead_ms": playback.most_ms,
            "underruns": playback.underruns,
        }

    def _forward(self, said: Said, at_ms: int) -> None:
        if said.key:
            self._send(self.outgoing.dtmf(said.key))
        if self._is_unread():
            self.counts["media_dropped"] += 1
            if not self._is_slow:
                self._is_slow = True
                self._problem(errors.STREAM_SLOW, "the socket is not read, audio is dropped")
        elif self.weather.source.random() < self.weather.loss:
            self.counts["media_lost"] += 1
        else:
            self.counts["media_sent"] += 1
            self._send(self.outgoing.media(said.frame, at_ms))

    async def _read(self) -> None:
        try:
            async for message in self.socket:
                self._take(message)
        except ConnectionClosedError as closed:
            self._closed(closed)

    def _take(self, message: str | bytes) -> None:
        if isinstance(message, bytes):
            self._problem(errors.STREAM_UNDECODABLE, "a binary message")
            return
        try:
            said = read(message, self.outgoing.stream_sid)
        except InvalidMessage as wrong:
            self._problem(errors.STREAM_INVALID_MESSAGE, str(wrong))
            return
        if isinstance(said, Media):
            self.counts["media"] += 1
            self.playback.add(said.audio)
        elif isinstance(said, Mark):
            self.counts["mark"] += 1
            self._send_marks(self.playback.mark(said.name))
        else:
            self.counts["clear"] += 1
            pending = self.playback.clear()
            self.report.note(self.clock.now(), "cleared", at_ms=self.at_ms, pending=pending)
            self._send_marks(pending)

    def _closed(self, closed: ConnectionClosedError) -> None:
        """What is wrong with the end of a connection that did not end as it should."""
        if closed.rcvd is None and closed.sent is not None:
            self._problem(errors.STREAM_PROTOCOL, f"{closed.sent.code} {closed.sent.reason}")
        elif closed.rcvd is None:
            self._problem(errors.STREAM_BROKEN_PIPE, "the connection broke")
        else:
            self._problem(errors.STREAM_CLOSE, f"closed with {closed.rcvd.code} {closed.rcvd.reason}")

    async def _write(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            while (message := await self._outbox.get()) is not None:
                await self.socket.send(json.dumps(message))

    async def _watch(self) -> None:
        """Whether the server reads: it answers a ping only when it does. That is how this simulator learns of it."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                self._unread_since = time.monotonic()
                await (await self.socket.ping())
                self._unread_since = None
                await asyncio.sleep(PING_SECONDS)

    async def _break(self) -> None:
        if self.weather.breaks_after is not None:
            await self.clock.sleep(self.weather.breaks_after)
            self.report.note(self.clock.now(), "disconnected", at_ms=self.at_ms)
            self.socket.transport.abort()

    async def _stop(self, writer: asyncio.Task[None]) -> None:
        self._send(self.outgoing.stop())
        self._outbox.put_nowait(None)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1):
                await writer

    def _is_unread(self) -> bool:
        return self._unread_since is not None and time.monotonic() - self._unread_since > UNREAD_SECONDS

    def _send_marks(self, names: list[str]) -> None:
        for name in names:
            self._send(self.outgoing.mark(name))

    def _send(self, message: Message) -> None:
        self._outbox.put_nowait(message)

    def _problem(self, code: int, detail: str) -> None:
        self.report.problem(self.clock.now(), code, detail)
