"""What happens in a call, as the conversation learns of it. Times are milliseconds since the stream began."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Answerer = Literal[
    "human", "machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax", "unknown"
]
"""As Twilio's answering-machine detection names who answered."""


@dataclass(frozen=True, kw_only=True)
class Connected:
    """The stream is open and the greeting is over, or nobody greeted within 1.5 s."""

    at_ms: int


@dataclass(frozen=True, kw_only=True)
class Heard:
    """The prospect has said something and stopped.

    Attributes:
        text: as recognised; hostile data like every word from outside.
        confidence: of the recogniser, 0 to 1.
        voiced_ms: how long there was voice in it.
        over: name of the prompt that it interrupted, or None.
        engine: that recognised it.
    """

    text: str
    confidence: float
    started_ms: int
    ended_ms: int
    voiced_ms: int
    engine: str
    over: str | None = None


@dataclass(frozen=True, kw_only=True)
class Played:
    """All audio before the mark has been heard by the prospect. A mark that was flushed is never reported.

    Attributes:
        began_ms: when the sentence began to be heard.
    """

    mark: str
    at_ms: int
    began_ms: int = 0


@dataclass(frozen=True, kw_only=True)
class Interrupted:
    """The prospect spoke into a prompt, which was stopped; `heard` is the part of its text that was played."""

    mark: str
    heard: str
    at_ms: int
    began_ms: int = 0


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A key of the telephone."""

    digit: str
    at_ms: int


@dataclass(frozen=True, kw_only=True)
class Silent:
    """Nobody has spoken for a while, for the `times`-th time in a row."""

    times: int
    at_ms: int


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The carrier says who, or what, answered."""

    by: Answerer
    at_ms: int


@dataclass(frozen=True, kw_only=True)
class Beeped:
    """A pure tone, as a voicemail gives before it records."""

    at_ms: int


@dataclass(frozen=True, kw_only=True)
class TimeRunsOut:
    """The call has to end soon: its longest duration, or the lawful window, is nearly over."""

    seconds_left: int
    at_ms: int


@dataclass(frozen=True, kw_only=True)
class Returned:
    """The stream is open again, after a transfer nobody took or after the voice moved to another process."""

    because: Literal["transfer_unanswered", "resumed"]
    at_ms: int


@dataclass(frozen=True, kw_only=True)
class EnginesDown:
    """Nothing can listen or speak any more but what was rendered before."""

    at_ms: int


@dataclass(frozen=True, kw_only=True)
class HungUp:
    """The prospect, or the line, ended the call."""

    at_ms: int


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What `OfferSlots` or `AskCallBack` found.

    Attributes:
        times: free ones for a meeting; for a call-back the first lawful one; empty where there is none.
    """

    kind: Literal["meeting", "callback"]
    times: tuple[datetime, ...]
    at_ms: int


@dataclass(frozen=True, kw_only=True)
class Booked:
    """Whether `Book` found the time still free."""

    done: bool
    at_ms: int


Observation = (
    Connected
    | Heard
    | Played
    | Interrupted
    | Pressed
    | Silent
    | Answered
    | Beeped
    | TimeRunsOut
    | Returned
    | EnginesDown
    | HungUp
    | Offered
    | Booked
)
