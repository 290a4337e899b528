"""What a call listens with: the preferred engine, and the one that needs no network when that fails."""

import asyncio
from collections.abc import Sequence

from containers.media_stream.figures import Figures
from containers.media_stream.ports import EngineDown, Listening, SpeechToText, Transcript
from containers.media_stream.voice import MOST_FAILURES, SILENT_S
from functions.calls.domain.conversation.actions import Language

GIVE_UP_S = 8.0
"""The last engine is asked again for so long: its process may be on its way back."""
AGAIN_S = 1.0


class Recogniser:
    """The ears' engine of one call.

    Args:
        engines: the preferred one first; the last needs no network.

    Attributes:
        used: names of the engines that recognised something.
    """

    def __init__(self, engines: Sequence[SpeechToText], language: Language, figures: Figures) -> None:
        self._engines = list(engines)
        self._language = language
        self._figures = figures
        self._listening: Listening | None = None
        self._failures = 0
        self._turn = asyncio.Lock()
        self._loop = asyncio.get_running_loop()
        self.used: set[str] = set()

    async def open(self) -> None:
        """Begin to listen with the first engine that can be reached; with none, the first utterance tells."""
        while self._engines and self._listening is None:
            try:
                async with asyncio.timeout(SILENT_S):
                    self._listening = await self._engines[0].listen(self._language)
            except (EngineDown, TimeoutError) as error:
                await self._failed(at_once=isinstance(error, TimeoutError))

    def feed(self, frame: bytes) -> None:
        """Hand a frame on."""
        if self._listening:
            self._listening.feed(frame)

    async def transcribe(self, utterance: bytes) -> Transcript:
        """The text of an utterance.

        Raises:
            EngineDown: no engine listens any more.
        """
        async with self._turn:
            began = self._loop.time()
            while self._engines:
                await self.open()
                if self._listening is None:
                    break
                last = len(self._engines) == 1  # there is nothing to hurry to
                try:
                    async with asyncio.timeout(None if last else SILENT_S):
                        transcript = await self._listening.transcribe(utterance)
                except (EngineDown, TimeoutError) as error:
                    if last and self._loop.time() - began < GIVE_UP_S:
                        self._figures.count("stt_failures")
                        await asyncio.sleep(AGAIN_S)
                    else:
                        await self._failed(at_once=last or isinstance(error, TimeoutError))
                else:
                    self.used.add(transcript.engine)
                    return transcript
        raise EngineDown("no engine listens")

    async def close(self) -> None:
        """End it; harmless when repeated."""
        listening, self._listening = self._listening, None
        if listening:
            await listening.close()

    async def _failed(self, *, at_once: bool) -> None:
        """Leave the engine, or connect to it once more."""
        self._figures.count("stt_failures")
        self._failures += 1
        await self.close()
        if at_once or self._failures >= MOST_FAILURES:
            self._engines.pop(0)
            self._failures = 0
            self._figures.count("stt_failovers")
