"""What the voice of a call needs from engines and from the conversation. Codec, socket and conversation stay apart."""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from functions.calls.domain.conversation.actions import Action, Language
from functions.calls.domain.conversation.observations import Answerer, Observation

FRAME_MS = 20
SAMPLE_RATE = 8000
"""Hz; telephone audio is mono mu-law, a byte for each sample, and silence is byte 0xFF."""


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """What a recogniser made of an utterance; an empty text is noise.

    Attributes:
        confidence: 0 to 1.
        engine: such as `embedded:whisper-base` or `deepgram:nova-3`.
    """

    text: str
    confidence: float
    engine: str


class Listening(Protocol):
    """The recogniser of one call."""

    def feed(self, frame: bytes) -> None:
        """Take 20 ms of mu-law audio. It never waits: what an engine cannot take is dropped and counted."""

    async def transcribe(self, utterance: bytes) -> Transcript:
        """The text of an utterance (mu-law, from the start of its voice to now). It may be cancelled.

        Raises:
            EngineDown: it did not answer in time, or is gone.
        """

    async def close(self) -> None:
        """End it; harmless when repeated."""


class SpeechToText(Protocol):
    """A recogniser."""

    name: str

    async def listen(self, language: Language) -> Listening:
        """Begin to listen to a call.

        Raises:
            EngineDown: it cannot be reached.
        """


class TextToSpeech(Protocol):
    """A synthesiser."""

    name: str

    def speak(self, text: str, language: Language) -> AsyncGenerator[bytes, None]:
        """Mu-law audio of a sentence, in pieces as they become ready; closing the generator stops the work.

        Raises:
            EngineDown: while iterating.
        """


class VoiceActivity(Protocol):
    """Whether there is voice, for one call."""

    def hear(self, frame: bytes, judged: Callable[[Sequence[float]], None]) -> None:
        """Take 20 ms of mu-law audio.

        `judged` gets the probabilities of the 32 ms windows that it completes, none or more: before this returns, or
        less than a frame later. Frames are judged in the order in which they came.
        """


class Conversation(Protocol):
    """The one who decides what is said in a call."""

    async def observe(self, observation: Observation) -> Sequence[Action]:
        """Take a step. Effects that must be stored before they are spoken of are stored when this returns."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A call whose token was good.

    Attributes:
        prompts: sentences to render now, so that they are spoken with every engine down.
        recording_key: where its recording goes; None where it is not recorded. The script announces it.
        must_end_by: end of the lawful window.
        returned: why the stream is open again; None where the call begins.
    """

    call_id: UUID
    company_id: UUID
    language: Language
    conversation: Conversation
    prompts: Sequence[str] = ()
    recording_key: str | None = None
    longest_s: int = 600
    must_end_by: datetime | None = None
    returned: Literal["transfer_unanswered", "resumed"] | None = None


Ending = Literal["hung_up", "closed", "transferred", "handed_over", "lost", "violation", "failed"]
"""The prospect or we ended it; it goes on elsewhere; no frame came for 5 s; the protocol or we broke."""


@dataclass(frozen=True, kw_only=True)
class Over:
    """How a stream ended.

    Attributes:
        recording: key of the stored object; None where there is none.
        engines: every engine that was heard or spoken with.
        figures: counts and milliseconds, without personal data.
        abandoned: whether nothing of us was heard within 2 s of the greeting, or of the beginning where nobody greeted.
    """

    ending: Ending
    seconds: float
    recording: str | None
    engines: Sequence[str]
    figures: Mapping[str, float]
    abandoned: bool = False


class Desk(Protocol):
    """Where calls are kept: what the voice asks of the rest of the product."""

    async def open(self, *, token: str, call_id: str, call_sid: str, stream_sid: str) -> Opened:
        """Use the token up, and take the call.

        Raises:
            NotAdmitted: it is unknown, used, too old, or of another call.
        """

    async def answered_by(self, call: Opened) -> Answerer | None:
        """What the carrier's detection has found; None while it has not. Asked every second in the first 30."""

    async def hand_over(self, call: Opened, why: Literal["transfer", "resume", "hang_up"]) -> None:
        """Store what is to follow: the stream is closed next, and the carrier asks what to do."""

    async def finish(self, call: Opened, over: Over) -> None:
        """Keep how the stream ended; harmless when repeated."""


class NotAdmitted(Exception):  # noqa: N818 - reads as what happened
    """A stream without a good token."""


class EngineDown(Exception):  # noqa: N818 - reads as what happened
    """An engine of speech does not answer."""
