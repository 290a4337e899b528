"""The engines that need neither key nor network, behind the ports."""

import re
from collections.abc import AsyncGenerator

from containers.media_stream.speech.workers import Workers
from functions.calls.domain.conversation.actions import Language

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[¿¡\w])")
_SPEAK_SECONDS = 3.0


class Pico:
    """Speaks with SVOX Pico: a `TextToSpeech`.

    Args:
        workers: its processes.
    """

    name = "embedded:pico"

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def speak(self, text: str, language: Language) -> AsyncGenerator[bytes, None]:
        """Mu-law audio, in one piece for each sentence.

        Raises:
            EngineDown: it is gone or too slow.
        """
        for sentence in _SENTENCE.split(text.strip()):
            _, audio = await self._workers.ask({"text": sentence, "language": language}, seconds=_SPEAK_SECONDS)
            if audio:
                yield audio
