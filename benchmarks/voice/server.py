"""`python -m benchmarks.voice.server VARIANT`: a server under load; it prints its port and ends with SIGTERM.

`floor` returns each frame as it came: websockets and the codec, nothing else. `ours` is the whole media loop: voice
activity by Silero for each call, pacing, marks, turns, recording to disk; only speech is not synthesised in the run.
`talks` recognises and speaks with the embedded engines, and answers everything with a sentence of its own.
"""

import asyncio
import signal
import sys
import tempfile
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid5

import uvloop

from containers.media_stream import codec
from containers.media_stream.assembly import Engines
from containers.media_stream.attendant import Attendant, Surroundings
from containers.media_stream.codec import Audio, Begun, decoded
from containers.media_stream.configuration import allow_many_files
from containers.media_stream.gate import PATH, Gate
from containers.media_stream.house import House
from containers.media_stream.ports import Conversation, Desk, Listening, Opened, Over, Transcript
from containers.media_stream.signing import Signatures
from containers.media_stream.socket import Line, Sockets
from containers.media_stream.speech.equipment import Equipment
from containers.media_stream.speech.vad import SileroModel, Together
from functions.calls.domain.conversation.actions import Action, Hush, Language, Say
from functions.calls.domain.conversation.observations import (
    Answerer,
    Connected,
    Heard,
    Observation,
    Played,
    Pressed,
)

ORIGIN, KEY = "wss://calls.example.com", "benchmark"
SENTENCE_S = 4
ANSWERS: Mapping[Language, str] = {
    "es": "De acuerdo, le entiendo. Es la respuesta número {}.",
    "en": "All right, I understand. This is answer number {}.",
}
FLOOR, OURS, TALKS = "floor", "ours", "talks"


async def floor() -> None:
    """Every frame comes back."""

    async def attend(line: Line) -> None:
        stream = ""

        def take(text: bytes) -> None:
            nonlocal stream
            message = decoded(text)
            if isinstance(message, Audio):
                line.send(codec.audio_message(stream, message.mulaw))
            elif isinstance(message, Begun):
                stream = message.stream_sid
                line.known()

        await line.listen(take)

    sockets = Sockets(lambda path, _headers: None if path == PATH else (404, ""), attend)  # type: ignore[arg-type, return-value]
    async with await sockets.open("127.0.0.1", 0) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        ended = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
        await ended.wait()


async def ours() -> None:
    """The media loop."""
    engines = Engines(activity=Together(SileroModel()).join, listening=[Deaf()], speaking=[Rendered()])
    await _serve(engines, Open(lambda _call_sid: ("es", Talks())))


async def talks() -> None:
    """The media loop with the embedded engines; every other call is in English."""

    def whose(call_sid: str) -> tuple[Language, Conversation]:
        language = tuple(ANSWERS)[int(call_sid[-1]) % len(ANSWERS)]
        return language, Answers(language)

    equipment = Equipment.chosen(Nobodys())
    await equipment.start()
    try:
        engines = Engines(activity=equipment.activity, listening=equipment.listening, speaking=equipment.speaking)
        await _serve(engines, Open(whose))
    finally:
        await equipment.stop()


async def _serve(engines: Engines, desk: Desk) -> None:
    await engines.prepare()
    with ThreadPoolExecutor(2) as threads:
        attendant = Attendant(Surroundings(desk=desk, engines=engines, shelf=Shelf(), threads=threads))
        signatures = Signatures(lambda: KEY)
        await signatures.refresh()
        gate = Gate(attendant, signatures=signatures, origin=ORIGIN, room=1000, about={})
        house = House(attendant, gate, unprotected)
        running = asyncio.create_task(house.run("127.0.0.1", 0))
        await house.ready.wait()
        print(house.port, flush=True)
        await running


async def unprotected(_enabled: bool) -> None:  # noqa: FBT001
    """There is no platform."""


class Talks:
    """Says one sentence after the other, and begins anew when interrupted or when a key is pressed."""

    def __init__(self) -> None:
        self.said = 0

    async def observe(self, observation: Observation) -> Sequence[Action]:
        """The next sentence, after a pause where there was one."""
        if isinstance(observation, Pressed):
            return [Hush(), self._next()]
        if isinstance(observation, (Connected, Played, Heard)):
            return [self._next()]
        return []

    def _next(self) -> Say:
        self.said += 1
        return Say(text="una frase", mark=f"t{self.said}", language="es", cached=True)


class Answers:
    """Answers everything with another sentence, which nobody has rendered before."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._said = 0

    async def observe(self, observation: Observation) -> Sequence[Action]:
        """A greeting, and then an answer to what was heard."""
        if not isinstance(observation, (Connected, Heard)):
            return []
        self._said += 1
        text = ANSWERS[self._language].format(self._said)
        return [Say(text=text, mark=f"t{self._said}", language=self._language)]


class Nobodys:
    """No accounts at vendors."""

    def deepgram(self) -> None:
        """None."""

    def elevenlabs(self) -> None:
        """None."""


class Open:
    """Every token is good, and every call is recorded.

    Args:
        whose: the language and the conversation of a call.
    """

    def __init__(self, whose: Callable[[str], tuple[Language, Conversation]]) -> None:
        self._whose = whose

    async def open(self, *, token: str, call_id: str, call_sid: str, stream_sid: str) -> Opened:  # noqa: ARG002
        """A call that talks."""
        language, conversation = self._whose(call_sid)
        return Opened(
            call_id=uuid5(UUID(int=1), call_sid),
            company_id=UUID(int=1),
            language=language,
            conversation=conversation,
            recording_key=f"{call_sid}.wav",
        )

    async def answered_by(self, call: Opened) -> Answerer | None:  # noqa: ARG002
        """Nobody says."""
        return None

    async def hand_over(self, call: Opened, why: str) -> None:
        """Nothing goes on."""

    async def finish(self, call: Opened, over: Over) -> None:
        """Nothing is kept."""


class Deaf:
    """Reads every utterance as the same words, at once."""

    name = "none"

    async def listen(self, language: Language) -> Listening:  # noqa: ARG002
        """Itself."""
        return self

    def feed(self, frame: bytes) -> None:
        """Nothing."""

    async def transcribe(self, utterance: bytes) -> Transcript:  # noqa: ARG002
        """The words."""
        return Transcript(text="espere un momento por favor", confidence=1, engine=self.name)

    async def close(self) -> None:
        """Nothing."""


class Rendered:
    """A voice whose sentences all sound the same, and are there at once."""

    name = "none"

    async def speak(self, text: str, language: Language) -> AsyncGenerator[bytes, None]:  # noqa: ARG002
        """A sentence."""
        yield b"\x40" * 8000 * SENTENCE_S


class Shelf:
    """A store that keeps nothing; recordings go to the disk all the same."""

    def begin(self, key: str) -> "Shelf":  # noqa: ARG002
        """Itself."""
        return self

    def put(self, number: int, body: bytes) -> None:
        """Nothing."""

    def complete(self) -> None:
        """Nothing."""

    def abandon(self) -> None:
        """Nothing."""


def main() -> None:
    """Run the variant."""
    variants: dict[str, Any] = {FLOOR: floor, OURS: ours, TALKS: talks}
    allow_many_files()
    tempfile.tempdir = tempfile.mkdtemp()
    uvloop.run(variants[sys.argv[1]]())


if __name__ == "__main__":
    main()
