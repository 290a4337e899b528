"""A telephone on a stream: sends frames, plays what it gets, speaks, presses keys, and notices what a person would."""

import base64
import itertools
import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import picows

from benchmarks.voice.server import FLOOR, OURS

SILENCE = b"\xff" * 160
SETTLE_S = 0.25
"""The burst with which a sentence begins is no error of its cadence."""
GAP_S = 0.4
PRESSES_EVERY_S = 3.0
ONE_IN = 5
now = time.perf_counter


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

    def __init__(self, number: int, variant: str) -> None:
        self.sid = f"MZ{number:032x}"
        self.call_sid = f"CA{number:032x}"
        self.echoes = variant == FLOOR
        self.presses = number % ONE_IN == 0 and variant == OURS
        self.sequence = itertools.count(1)
        self.sent = 0
        self.ear = Ear()
        self.waiting: list[float] = []
        self.trips: list[float] = []
        self.pressed_at: float | None = None
        self.press_at = 0.0
        self.voice: deque[bytes] = deque()
        self.speaks = False
        self.stopped_at: float | None = None
        self.answers: list[float] = []
        self.too_soon = 0
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
        payload = base64.b64encode(self.voice.popleft() if self.voice else SILENCE).decode()
        self.sent += 1
        if self.echoes:
            self.waiting.append(now())
        told = {"track": "inbound", "chunk": str(self.sent), "timestamp": str((self.sent - 1) * 20), "payload": payload}
        self.write("media", media=told)
        if len(self.voice) == 0 and self.speaks:
            self.speaks, self.stopped_at = False, now()
        for name in self.ear.played(at):
            self.write("mark", mark={"name": name})
        if self.presses and self.ear.last and at >= self.press_at and self.pressed_at is None:
            self.press_at, self.pressed_at = at + PRESSES_EVERY_S, now()
            self.write("dtmf", dtmf={"track": "inbound_track", "digit": "5"})

    def say(self, audio: bytes) -> None:
        """Begin to speak."""
        self.speaks = True
        self.voice.extend(audio[start : start + 160].ljust(160, b"\xff") for start in range(0, len(audio), 160))

    @property
    def listens(self) -> bool:
        """Whether nobody speaks: neither this one, nor the server."""
        return not self.speaks and self.ear.between and not self.ear.pending

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
            self.answered(at)
            self.ear.add(len(base64.b64decode(told["media"]["payload"])), at)
        elif told["event"] == "mark":
            self.ear.mark(told["mark"]["name"], at)
        else:
            if self.pressed_at is not None:
                self.trips.append(at - self.pressed_at)
                self.pressed_at = None
            for name in self.ear.clear(at):
                self.write("mark", mark={"name": name})

    def answered(self, at: float) -> None:
        """Sound has come, which may be the start of an answer, or an interruption."""
        self.too_soon += self.speaks and self.ear.between
        if self.stopped_at is not None:
            self.answers.append(at - self.stopped_at)
            self.stopped_at = None

    def on_ws_disconnected(self, _transport: Any) -> None:
        """It is over."""
        self.closed = True
