"""What is known of a call afterwards: both sides' audio, everything that happened, and how long answers took."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from local.vendors.twilio import errors
from local.vendors.twilio.audio import FRAME_MS, is_voiced, save, stereo_wav
from local.vendors.twilio.line import Said

PAUSE_MS = 300
"""Silence up to this is within a turn."""

VIOLATIONS = (
    errors.STREAM_PROTOCOL,
    errors.STREAM_SLOW,
    errors.STREAM_UNDECODABLE,
    errors.STREAM_INVALID_MESSAGE,
)

Row = dict[str, Any]


@dataclass
class Span:
    """Somebody speaks; milliseconds of the line."""

    start_ms: int
    end_ms: int


class Track:
    """One side: its audio, and when it speaks."""

    def __init__(self) -> None:
        self.audio = bytearray()
        self.spans: list[Span] = []

    def add(self, frame: bytes, at_ms: int) -> None:
        """20 ms more."""
        self.audio += frame
        if not is_voiced(frame):
            return
        if self.spans and at_ms - self.spans[-1].end_ms <= PAUSE_MS:
            self.spans[-1].end_ms = at_ms + FRAME_MS
        else:
            self.spans.append(Span(at_ms, at_ms + FRAME_MS))


class Report:
    """The report of one call; it is an ear of its line.

    Attributes:
        heard: what the prospect understood.
        streams: figures of each media stream.
        problems: Twilio's numbers of errors and warnings, with how often.
    """

    def __init__(self) -> None:
        self.prospect, self.agent = Track(), Track()
        self.events: list[Row] = []
        self.heard: list[Row] = []
        self.said: list[Row] = []
        self.streams: list[Row] = []
        self.problems: dict[int, int] = {}

    def hear(self, said: Said, heard: bytes, at_ms: int) -> None:
        """20 ms of the line."""
        self.prospect.add(said.frame, at_ms)
        self.agent.add(heard, at_ms)

    def note(self, at: float, what: str, **facts: Any) -> None:
        """Something happened; `at` is in seconds of the simulation."""
        self.events.append({"at": round(at, 3), "what": what, **facts})

    def problem(self, at: float, code: int, detail: str) -> None:
        """Twilio would show this in its debugger."""
        self.problems[code] = self.problems.get(code, 0) + 1
        if self.problems[code] == 1:
            self.note(at, "problem", code=code, detail=detail)

    def shown(self) -> Row:
        """All but the audio."""
        return {
            "provider": "simulator",
            "turns": list(self._turns()),
            "interruptions": list(self._interruptions()),
            "heard": self.heard,
            "said": self.said,
            "streams": self.streams,
            "problems": {str(code): count for code, count in sorted(self.problems.items())},
            "exit_code": int(any(code in self.problems for code in VIOLATIONS)),
            "prospect_spans": [asdict(span) for span in self.prospect.spans],
            "agent_spans": [asdict(span) for span in self.agent.spans],
            "events": self.events,
        }

    def wav(self) -> bytes:
        """Left the prospect, right the agent."""
        return stereo_wav(bytes(self.prospect.audio), bytes(self.agent.audio))

    def save(self, folder: Path, call: Row) -> None:
        """Write the report and the audio."""
        save(folder / "report.json", json.dumps({"call": call, **self.shown()}, indent=1, ensure_ascii=False).encode())
        save(folder / "call.wav", self.wav())

    def _turns(self) -> Iterator[Row]:
        """From where the prospect stops to where the agent starts."""
        for number, span in enumerate(self.prospect.spans):
            rest = self.prospect.spans[number + 1 :]
            start = next((one.start_ms for one in self.agent.spans if one.start_ms >= span.end_ms), None)
            if start is not None and (not rest or start < rest[0].start_ms):
                yield {"user_stop_ms": span.end_ms, "agent_start_ms": start, "took_ms": start - span.end_ms}

    def _interruptions(self) -> Iterator[Row]:
        for by, spans, others in (
            ("prospect", self.prospect.spans, self.agent.spans),
            ("agent", self.agent.spans, self.prospect.spans),
        ):
            for span in spans:
                for other in others:
                    if other.start_ms < span.start_ms < other.end_ms:
                        yield {"by": by, "at_ms": span.start_ms, "other_stopped_after_ms": other.end_ms - span.start_ms}
