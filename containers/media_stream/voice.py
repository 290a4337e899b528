"""What a call sounds with: sentences rendered before, else the engine that answers."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from containers.media_stream.figures import Figures
from containers.media_stream.ports import EngineDown, TextToSpeech
from functions.calls.domain.conversation.actions import Language

SILENT_S = 1.5
"""An engine that gives nothing for so long is left for the rest of the call."""
MOST_FAILURES = 2
MOST_PROMPT_BYTES = 64 * 2**20

Key = tuple[str, Language, str]


class Prompts:
    """Rendered sentences by voice, language and hash of the text; the ones not used for longest go first."""

    def __init__(self, most: int = MOST_PROMPT_BYTES) -> None:
        self._most = most
        self._bytes = 0
        self._audio: OrderedDict[Key, bytes] = OrderedDict()
        self._under_way: dict[Key, asyncio.Task[bytes]] = {}

    def find(self, voice: str, text: str, language: Language) -> bytes | None:
        """The audio, if it is there."""
        key = _key(voice, text, language)
        if key in self._audio:
            self._audio.move_to_end(key)
        return self._audio.get(key)

    async def render(self, engine: TextToSpeech, text: str, language: Language) -> bytes:
        """The audio, rendered once whoever asks, however many at a time.

        Raises:
            EngineDown: it could not be rendered.
        """
        found = self.find(engine.name, text, language)
        if found is not None:
            return found
        key = _key(engine.name, text, language)
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._rendered(engine, text, language))
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await asyncio.shield(task)

    async def _rendered(self, engine: TextToSpeech, text: str, language: Language) -> bytes:
        audio = b"".join([piece async for piece in engine.speak(text, language)])
        if not audio:
            raise EngineDown(f"{engine.name} rendered nothing")
        self._keep(_key(engine.name, text, language), audio)
        return audio

    def _keep(self, key: Key, audio: bytes) -> None:
        self._audio[key] = audio
        self._bytes += len(audio)
        while self._bytes > self._most:
            _, gone = self._audio.popitem(last=False)
            self._bytes -= len(gone)


class Voice:
    """The voice of one call.

    Args:
        engines: the preferred one first; the last needs no network.

    Attributes:
        used: names of the engines whose audio was played.
    """

    def __init__(self, engines: Sequence[TextToSpeech], prompts: Prompts, figures: Figures) -> None:
        self._engines = list(engines)
        self._names = [engine.name for engine in engines]  # what one rendered outlives it
        self._prompts = prompts
        self._figures = figures
        self._failures = 0
        self.used: set[str] = set()

    async def audio(self, text: str, language: Language, *, keep: bool) -> AsyncGenerator[bytes, None]:
        """Mu-law of a sentence, in pieces, kept for the next time if asked for.

        Raises:
            EngineDown: every engine failed, and it was not rendered before; or the engine failed within it.
        """
        found = self._found(text, language)
        if found is not None:
            yield found
            return
        while self._engines:
            engine = self._engines[0]
            begun = False
            try:
                pieces = self._kept(engine, text, language) if keep else engine.speak(text, language)
                async with aclosing(_in_time(pieces)) as stream:
                    async for piece in stream:
                        begun = True
                        self.used.add(engine.name)
                        yield piece
            except EngineDown:
                self._failed(at_once=False)
                if begun:
                    raise
            except TimeoutError as error:
                self._failed(at_once=True)
                if begun:
                    raise EngineDown(f"{engine.name} fell silent") from error
            else:
                return
        raise EngineDown("no engine speaks")

    async def prepare(self, texts: Sequence[str], language: Language) -> None:
        """Render sentences for later; what cannot be rendered now is tried again when it is said."""
        for text in texts:
            if self._engines:
                try:
                    await self._prompts.render(self._engines[0], text, language)
                except EngineDown:
                    self._figures.count("prompts_not_prepared")

    def _found(self, text: str, language: Language) -> bytes | None:
        for name in self._names:
            audio = self._prompts.find(name, text, language)
            if audio is not None:
                self.used.add(name)
                return audio
        return None

    async def _kept(self, engine: TextToSpeech, text: str, language: Language) -> AsyncGenerator[bytes, None]:
        yield await self._prompts.render(engine, text, language)

    def _failed(self, *, at_once: bool) -> None:
        """Leave the engine, or give it one more chance."""
        self._figures.count("tts_failures")
        self._failures += 1
        if at_once or self._failures >= MOST_FAILURES:
            self._engines.pop(0)
            self._failures = 0
            self._figures.count("tts_failovers")


async def _in_time(pieces: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """The pieces, none of which may take too long.

    A loop that was busy for so long finds the piece and the end of its time at once: then the piece counts.
    """
    async with aclosing(pieces):
        while True:
            waiting = asyncio.ensure_future(_next(pieces))
            try:
                await asyncio.wait({waiting}, timeout=SILENT_S)
                await asyncio.sleep(0)
                if not waiting.done():
                    raise TimeoutError
                piece = waiting.result()
            finally:
                waiting.cancel()
                await asyncio.wait({waiting})
            if piece is None:
                return
            yield piece


async def _next(pieces: AsyncGenerator[bytes, None]) -> bytes | None:
    return await anext(pieces, None)


def _key(voice: str, text: str, language: Language) -> Key:
    return voice, language, hashlib.sha256(text.encode()).hexdigest()
