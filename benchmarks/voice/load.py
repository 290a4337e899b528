"""`python -m benchmarks.voice.load JOB`: many telephones on one server, in real time, and what they notice.

A job and its findings are JSON. Every telephone sends a frame each 20 ms on an absolute clock, plays what it gets at
8,000 bytes a second, and returns marks when they have been played, pending ones at once on `clear`. Some of them press
a key now and then: the way from there to `clear` is the way of a message through the whole server.
"""

import asyncio
import base64
import heapq
import itertools
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import picows
import uvloop

from benchmarks.voice.server import FLOOR, KEY, ORIGIN
from containers.media_stream.gate import PATH
from functions.calls.domain.signature import sign

FRAME_S = 0.02
SILENCE = b"\xff" * 160
SETTLE_S = 0.25
"""The burst with which a sentence begins is no error of its cadence."""
GAP_S = 0.4
PRESSES_EVERY_S = 3.0
ONE_IN = 5
now = time.perf_counter


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is asked of the telephones."""

    port: int
    variant: str
    calls: int
    seconds: float
    warm: float


@dataclass
class Ear:
    """What the person hears: a queue played in real time."""

    ends_at: float = 0.0
    begun_at: float = 0.0
    last: tuple[float, float] | None = None
    between: bool = True
    pending: list[tuple[float, str]] = field(default_factory=list)
    cadence: list[float] = field(default_factory=list)
    leads: list[float] = field(default_factory=list)
    underruns: int = 0

    def add(self, size: int, at: float) -> None:
        """Audio has come."""
        seconds = size / 8000
        if at > self.ends_at:
            self.underruns += not self.between and at - self.ends_at < GAP_S
            self.begun_at = self.ends_at = at
        elif self.last and at - self.begun_at > SETTLE_S:
            self.cadence.append(abs(at - self.last[0] - self.last[1]))
        self.last = (at, seconds)
        self.between = False
        self.ends_at += seconds
        self.leads.append(self.ends_at - at)

    def mark(self, name: str, at: float) -> None:
        """A mark has come."""
        self.between = True
        self.pending.append((max(self.ends_at, at), name))

    def clear(self, at: float) -> list[str]:
        """Forget what was not played; the marks that come back."""
        flushed = [name for _, name in self.pending]
        self.pending, self.ends_at, self.between = [], at, True
        return flushed

    def played(self, at: float) -> list[str]:
        """The marks whose audio has been played."""
        done = [name for due, name in self.pending if due <= at]
        self.pending = [one for one in self.pending if one[0] > at]
        return done


class Telephone(picows.WSListener):
    """One call."""

    def __init__(self, number: int, job: Job) -> None:
        self.sid = f"MZ{number:032x}"
        self.call_sid = f"CA{number:032x}"
        self.echoes = job.variant == FLOOR
        self.presses = number % ONE_IN == 0 and not self.echoes
        self.sequence = itertools.count(1)
        self.sent = 0
        self.ear = Ear()
        self.waiting: list[float] = []
        self.trips: list[float] = []
        self.pressed_at: float | None = None
        self.press_at = 0.0
        self.closed = False
        self.transport: Any = None

    def on_ws_connected(self, transport: Any) -> None:
        """Begin the stream."""
        self.transport = transport
        self.write("connected", protocol="Call", version="1.0.0")
        form = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}
        start = {
            "accountSid": "AC" + "0" * 32,
            "streamSid": self.sid,
            "callSid": self.call_sid,
            "tracks": ["inbound"],
            "mediaFormat": form,
            "customParameters": {"token": "t"},
        }
        self.write("start", start=start)

    def write(self, event: str, **content: Any) -> None:
        """Send a message."""
        if not self.closed:
            told = {"event": event, "sequenceNumber": str(next(self.sequence)), "streamSid": self.sid, **content}
            self.transport.send(picows.WSMsgType.TEXT, json.dumps(told).encode())

    def frame(self, at: float) -> None:
        """The next 20 ms."""
        payload = base64.b64encode(SILENCE).decode()
        self.sent += 1
        if self.echoes:
            self.waiting.append(now())
        told = {"track": "inbound", "chunk": str(self.sent), "timestamp": str((self.sent - 1) * 20), "payload": payload}
        self.write("media", media=told)
        for name in self.ear.played(at):
            self.write("mark", mark={"name": name})
        if self.presses and self.ear.last and at >= self.press_at and self.pressed_at is None:
            self.press_at, self.pressed_at = at + PRESSES_EVERY_S, now()
            self.write("dtmf", dtmf={"track": "inbound_track", "digit": "5"})

    def on_ws_frame(self, transport: Any, frame: Any) -> None:
        """A message has come."""
        at = now()
        if frame.msg_type == picows.WSMsgType.CLOSE:
            transport.disconnect()
        elif frame.msg_type == picows.WSMsgType.TEXT:
            self.take(json.loads(frame.get_payload_as_bytes()), at)

    def take(self, told: dict[str, Any], at: float) -> None:
        """Play, mark or forget."""
        if told["event"] == "media":
            if self.echoes:
                self.trips.append(at - self.waiting.pop(0))
            self.ear.add(len(base64.b64decode(told["media"]["payload"])), at)
        elif told["event"] == "mark":
            self.ear.mark(told["mark"]["name"], at)
        else:
            if self.pressed_at is not None:
                self.trips.append(at - self.pressed_at)
                self.pressed_at = None
            for name in self.ear.clear(at):
                self.write("mark", mark={"name": name})

    def on_ws_disconnected(self, _transport: Any) -> None:
        """It is over."""
        self.closed = True


async def drive(job: Job) -> dict[str, Any]:
    """All telephones at once."""
    telephones = [Telephone(number, job) for number in range(job.calls)]
    headers = {"X-Twilio-Signature": sign(KEY, ORIGIN + PATH, ())}
    for telephone in telephones:
        await picows.ws_connect(
            lambda telephone=telephone: telephone,
            f"ws://127.0.0.1:{job.port}{PATH}",
            extra_headers=headers,
            proxy=None,
        )
    begin = now() + 0.1
    due = [(begin + FRAME_S * number / job.calls, number) for number in range(job.calls)]
    late: list[float] = []
    print("warm", flush=True)
    await _send(telephones, due, begin + job.warm, [])
    for telephone in telephones:
        telephone.ear.cadence, telephone.ear.leads, telephone.trips, telephone.ear.underruns = [], [], [], 0
    print("begin", flush=True)
    await _send(telephones, due, begin + job.warm + job.seconds, late)
    print("end", flush=True)
    steady = [one.ear for one in telephones if not one.presses]
    found = {
        "trip_p99_ms": percentile([trip for one in telephones for trip in one.trips], 0.99) * 1000,
        "cadence_p99_ms": percentile([error for ear in steady for error in ear.cadence], 0.99) * 1000,
        "lead_ms": max((lead for one in telephones for lead in one.ear.leads), default=0) * 1000,
        "underruns": sum(ear.underruns for ear in steady),
        "dropped": sum(one.closed for one in telephones),
        "late_p99_ms": percentile(late, 0.99) * 1000,
    }
    for telephone in telephones:
        telephone.transport.disconnect()
    await asyncio.sleep(0.1)
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """By nearest rank; 0 without values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


async def _send(telephones: list[Telephone], due: list[tuple[float, int]], until: float, late: list[float]) -> None:
    """Frames, each when it is due."""
    while (at := now()) < until:
        while due[0][0] <= at:
            planned, number = heapq.heappop(due)
            late.append(at - planned)
            telephones[number].frame(at)
            heapq.heappush(due, (planned + FRAME_S, number))
        await asyncio.sleep(max(0.0, min(0.002, due[0][0] - now())))


if __name__ == "__main__":
    print(json.dumps(uvloop.run(drive(Job(**json.loads(sys.argv[1]))))), flush=True)
