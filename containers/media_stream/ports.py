"""What the voice of a call needs from engines and from the conversation. Codec, socket and conversation stay apart."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from functions.calls.domain.conversation.actions import Action, Language
from functions.calls.domain.conversation.observations import Observation

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

    def speak(self, text: str, language: Language) -> AsyncIterator[bytes]:
        """Mu-law audio of a sentence, in pieces as they become ready; closing the iterator stops the work.

        Raises:
            EngineDown: while iterating.
        """


class VoiceActivity(Protocol):
    """Whether there is voice, for one call."""

    def hear(self, frame: bytes) -> Sequence[float]:
        """Take 20 ms of mu-law audio; the probabilities of the 32 ms windows that it completes, none or more."""


class Conversation(Protocol):
    """The one who decides what is said in a call."""

    async def observe(self, observation: Observation) -> Sequence[Action]:
        """Take a step. Effects that must be stored before they are spoken of are stored when this returns."""


class EngineDown(Exception):  # noqa: N818 - reads as what happened
    """An engine of speech does not answer."""
