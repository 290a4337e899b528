"""The engines that need neither key nor network, behind the ports."""

import re
from collections.abc import AsyncGenerator

from containers.media_stream.ports import SAMPLE_RATE, Transcript
from containers.media_stream.speech.mulaw import SILENCE
from containers.media_stream.speech.numbers import in_words
from containers.media_stream.speech.workers import Workers
from functions.calls.domain.conversation.actions import Language

PAUSE = bytes([SILENCE]) * (SAMPLE_RATE * 160 // 1000)
"""Between the sentences of one text: Pico's own pause lasts up to a second."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[¿¡\w])")


class Pico:
    """Speaks with SVOX Pico: a `TextToSpeech`.

    Args:
        workers: its processes.
        seconds: after which a sentence is of no use to a conversation.
    """

    name = "embedded:pico"

    def __init__(self, workers: Workers, *, seconds: float = 3.0) -> None:
        self._workers = workers
        self._seconds = seconds

    async def speak(self, text: str, language: Language) -> AsyncGenerator[bytes, None]:
        """Mu-law audio, in one piece for each sentence.

        Raises:
            EngineDown: it is gone or too slow.
        """
        pause = b""
        for sentence in _SENTENCE.split(text.strip()):
            _, audio = await self._workers.ask({"text": sentence, "language": language}, seconds=self._seconds)
            if audio:
                yield pause + audio
                pause = PAUSE


class Whisper:
    """Listens with Whisper base: a `SpeechToText`.

    Args:
        workers: its processes.
        seconds: after which no answer comes any more; a late one is of use, for it may say "never call again".
    """

    name = "embedded:whisper-base"

    def __init__(self, workers: Workers, *, seconds: float = 15.0) -> None:
        self._workers = workers
        self._seconds = seconds

    async def listen(self, language: Language) -> "WhisperListening":
        """Begin to listen to a call; never fails, an engine that is down says so when it is asked."""
        return WhisperListening(self._workers, language, self._seconds)


class WhisperListening:
    """The recogniser of one call, which hears an utterance when it is whole."""

    def __init__(self, workers: Workers, language: Language, seconds: float) -> None:
        self._workers = workers
        self._language = language
        self._seconds = seconds

    def feed(self, frame: bytes) -> None:
        """Nothing: utterances are decoded as a whole."""

    async def transcribe(self, utterance: bytes) -> Transcript:
        """The text of an utterance; who cancels it while it waits in line has cost nothing.

        Raises:
            EngineDown: it is gone or too slow.
        """
        question = {"language": self._language}
        found, _ = await self._workers.ask(question, utterance, seconds=self._seconds)
        text = in_words(found["text"], self._language)
        return Transcript(text=text, confidence=found["confidence"], engine=Whisper.name)

    async def close(self) -> None:
        """Nothing to end."""
