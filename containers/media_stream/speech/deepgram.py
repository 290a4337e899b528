"""Deepgram's streaming recogniser: hears the whole call, and is told to finish when an utterance has ended.

Source: developers.deepgram.com/reference/speech-to-text/listen-streaming, and its AsyncAPI document.
"""

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from containers.media_stream.ports import SAMPLE_RATE, EngineDown, Transcript
from containers.media_stream.speech.cloud import reach, socket_url
from containers.media_stream.speech.numbers import in_words
from functions.calls.domain.conversation.actions import Language
from shared.core.log import log

QUEUE = 50
"""Frames that wait to be sent, a second of them; then the oldest go."""
SETTLED_SECONDS = 0.6
"""An answer to `Finalize` is not promised where nothing is left to finish."""
_TOLERANCE = 0.3

_SETTINGS = {"encoding": "mulaw", "sample_rate": "8000", "interim_results": "true", "endpointing": "300"}


@dataclass(frozen=True)
class _Patience:
    keep_alive: float
    answer: float


@dataclass(frozen=True)
class _Heard:
    start: float
    end: float
    text: str
    confidence: float


class Deepgram:
    """A `SpeechToText`.

    Args:
        api_key: is sent in a header and never logged.
        model: such as `nova-3`.
        keep_alive_seconds: without audio, as during a transfer; after ten it would hang up.
        patience_seconds: for the end of an utterance; then what it has shown so far is taken.
    """

    def __init__(
        self,
        api_key: str,
        *,
        base_url: str,
        model: str,
        keep_alive_seconds: float = 4.0,
        patience_seconds: float = 1.4,
    ) -> None:
        self.name = f"deepgram:{model}"
        self._key = api_key
        self._url = f"{socket_url(base_url)}/v1/listen"
        self._model = model
        self._patience = _Patience(keep_alive_seconds, patience_seconds)

    async def listen(self, language: Language) -> "DeepgramListening":
        """Connect for one call.

        Raises:
            EngineDown: it refuses, or does not answer in time.
        """
        asked = urlencode({"model": self._model, "language": language, **_SETTINGS})
        headers = {"Authorization": f"Token {self._key}"}
        socket = await reach("deepgram", f"{self._url}?{asked}", headers)
        return DeepgramListening(socket, self.name, language, self._patience)


class DeepgramListening:
    """The recogniser of one call.

    Attributes:
        dropped: frames that it could not take.
    """

    def __init__(self, socket: ClientConnection, name: str, language: Language, patience: _Patience) -> None:
        self.dropped = 0
        self._socket = socket
        self._name = name
        self._language = language
        self._patience = patience
        self._frames: deque[bytes] = deque()
        self._something = asyncio.Event()
        self._sent = 0
        self._finals: deque[_Heard] = deque(maxlen=64)
        self._interim: _Heard | None = None
        self._answers = 0
        self._finished = asyncio.Event()
        self._gone = asyncio.Event()
        self._tasks = [asyncio.create_task(self._send()), asyncio.create_task(self._receive())]

    def feed(self, frame: bytes) -> None:
        """Take a frame; it is sent as soon as the connection takes it."""
        if len(self._frames) == QUEUE:
            self._frames.popleft()
            self.dropped += 1
        self._frames.append(frame)
        self._something.set()

    async def transcribe(self, utterance: bytes) -> Transcript:
        """What it heard in the time of the utterance, finished now.

        An utterance that began before the connection did is sent as a whole, and heard from there.

        Raises:
            EngineDown: the connection is gone, or it says nothing.
        """
        await self._hand_over()
        if self._sent < len(utterance):
            await self._tell({"type": "Finalize"})
            since = self._sent / SAMPLE_RATE
            await self._push(utterance)
        else:
            since = (self._sent - len(utterance)) / SAMPLE_RATE
        await self._finish()
        heard = [one for one in [*self._finals, *self._rest()] if one.end > since + _TOLERANCE]
        text = " ".join(one.text for one in heard if one.text)
        confidence = min((one.confidence for one in heard if one.text), default=0.0)
        return Transcript(text=in_words(text, self._language), confidence=confidence, engine=self._name)

    async def close(self) -> None:
        """Say goodbye and hang up; harmless when repeated."""
        if not self._gone.is_set():
            with contextlib.suppress(EngineDown):
                await self._tell({"type": "CloseStream"})
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._socket.close()

    async def _finish(self) -> None:
        """Have it finish, and wait until it has, or has nothing to finish."""
        self._finished.clear()
        answers = self._answers
        await self._tell({"type": "Finalize"})
        for seconds in (SETTLED_SECONDS, self._patience.answer - SETTLED_SECONDS):
            try:
                async with asyncio.timeout(seconds):
                    await self._finished.wait()
            except TimeoutError:
                if self._finals and self._finals[-1].end >= self._sent / SAMPLE_RATE - _TOLERANCE:
                    return
            else:
                break
        if self._gone.is_set():
            raise EngineDown("deepgram hung up")
        if self._answers == answers:
            raise EngineDown("deepgram is silent")

    def _rest(self) -> list[_Heard]:
        """What it has not called final."""
        covered = self._finals[-1].end if self._finals else 0.0
        return [self._interim] if self._interim and self._interim.start >= covered - _TOLERANCE else []

    async def _hand_over(self) -> None:
        """Send the waiting frames: `Finalize` must not overtake them."""
        while self._frames:
            await self._push(self._frames.popleft())

    async def _send(self) -> None:
        try:
            while True:
                try:
                    async with asyncio.timeout(self._patience.keep_alive):
                        await self._something.wait()
                except TimeoutError:
                    await self._tell({"type": "KeepAlive"})
                    continue
                self._something.clear()
                await self._hand_over()
        except EngineDown:
            self._lost()

    async def _push(self, audio: bytes) -> None:
        self._sent += len(audio)
        await self._write(audio)

    async def _tell(self, message: dict[str, str]) -> None:
        await self._write(json.dumps(message))

    async def _write(self, message: str | bytes) -> None:
        try:
            await self._socket.send(message)
        except ConnectionClosed:
            raise EngineDown("deepgram hung up") from None

    async def _receive(self) -> None:
        try:
            async for message in self._socket:
                self._answers += 1
                told = json.loads(message)
                if told.get("type") == "Results":
                    self._take(told)
        except ConnectionClosed as error:
            log().warning("deepgram hung up", code=error.rcvd.code if error.rcvd else None)
        finally:
            self._lost()

    def _take(self, told: dict[str, Any]) -> None:
        best = told["channel"]["alternatives"][0]
        end = told["start"] + told["duration"]
        heard = _Heard(told["start"], end, best["transcript"].strip(), best["confidence"])
        if told.get("is_final"):
            self._interim = None
            self._finals.append(heard)
        else:
            self._interim = heard
        if told.get("from_finalize"):
            self._finished.set()

    def _lost(self) -> None:
        self._gone.set()
        self._finished.set()
