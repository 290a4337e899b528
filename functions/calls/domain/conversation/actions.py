"""What the conversation decides to do. Whoever carries it out knows sockets, audio and the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Language = Literal["es", "en"]


@dataclass(frozen=True, kw_only=True)
class Say:
    """Speak a sentence and mark its end.

    Attributes:
        mark: `d1` for the disclosure, `t7.2` for the second sentence of turn 7, `bye` for the last words.
        interruptible: whether ordinary speech stops it; opt-out by voice or key stops everything.
        cached: rendered before the campaign began, so that it is spoken with every engine down.
    """

    text: str
    mark: str
    language: Language
    interruptible: bool = True
    cached: bool = False


@dataclass(frozen=True, kw_only=True)
class Hush:
    """Stop speaking at once and forget what was still to be said."""


@dataclass(frozen=True, kw_only=True)
class Suppress:
    """Write the number onto the company's do-not-call list, before anything is said about it."""

    reason: Literal["do_not_call", "hostile", "wrong_person"]


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Hand the call to a person of the company; never to a number from the conversation."""


@dataclass(frozen=True, kw_only=True)
class OfferSlots:
    """Look up two free times in the prospect's zone; they come back in the script's facts."""


@dataclass(frozen=True, kw_only=True)
class Book:
    """A meeting was agreed."""

    at: datetime


@dataclass(frozen=True, kw_only=True)
class CallBack:
    """The prospect asked for another call; None where no time was said."""

    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SendInformation:
    """The prospect wants to read about it, and agreed to e-mail."""


@dataclass(frozen=True, kw_only=True)
class StopRecording:
    """The prospect does not want to be recorded: stop, and delete what there is."""


@dataclass(frozen=True, kw_only=True)
class HangUp:
    """End the call when the mark has been played, or at once without one; at the latest after 6 s."""

    after: str | None


Action = Say | Hush | Suppress | Transfer | OfferSlots | Book | CallBack | SendInformation | StopRecording | HangUp
