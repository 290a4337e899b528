"""What the conversation decides to do. Whoever carries it out knows sockets, audio and the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Language = Literal["es", "en"]


@dataclass(frozen=True, kw_only=True)
class Say:
    """Speak a sentence and mark its end.

    Attributes:
        mark: `d1` for the disclosure, `t7.2` for the second sentence of turn 7, `bye` for the last words
            and `bye.2` for those of an opt-out into them.
        interruptible: whether ordinary speech stops it; opt-out by voice or key stops everything.
        cached: rendered before the campaign began, so that it is spoken with every engine down.
        line: of the script, such as `pitch` or `objection.price`.
    """

    text: str
    mark: str
    language: Language
    interruptible: bool = True
    cached: bool = False
    line: str = ""


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
    """Look up two free times for a meeting; they come back as the observation `Offered`.

    Attributes:
        near: a time that the prospect named, or None.
    """

    near: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AskCallBack:
    """Ask the legal gate when the prospect may be called again; the answer comes back as `Offered`.

    Attributes:
        at: the time that the prospect named, or None for the next lawful one.
    """

    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Book:
    """A meeting was agreed; whether it could be booked comes back as the observation `Booked`."""

    at: datetime


@dataclass(frozen=True, kw_only=True)
class CallBack:
    """Call again.

    Attributes:
        at: the lawful time that was agreed, or None for the next lawful one.
        asked: whether the prospect asked for it; otherwise it is a try of ours with all its limits.
    """

    at: datetime | None
    asked: bool = True


@dataclass(frozen=True, kw_only=True)
class SendInformation:
    """The prospect wants to read about it, and agreed to e-mail to the address that the company has."""


@dataclass(frozen=True, kw_only=True)
class StopRecording:
    """The prospect does not want to be recorded: stop, and delete what there is."""


@dataclass(frozen=True, kw_only=True)
class HangUp:
    """End the call when the mark has been played, or at once without one; at the latest after 6 s."""

    after: str | None


Effect = Suppress | OfferSlots | AskCallBack | Book | CallBack | SendInformation
"""What is stored or looked up. Whoever conducts the call does it before anything is spoken; the voice never sees it."""

VoiceAction = Say | Hush | Transfer | StopRecording | HangUp
"""What the voice of the call carries out, in this order."""

Action = Effect | VoiceAction
