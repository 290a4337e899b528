"""A telephone, a desk and engines for tests: as small as they can be, and as strict as the real ones."""
# ruff: noqa: ARG002 - fakes take what their ports give

import asyncio
import base64
import json
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from typing import Any
from uuid import UUID

import numpy as np

from containers.media_stream.assembly import Engines
from containers.media_stream.attendant import Attendant, Surroundings
from containers.media_stream.ports import (
    EngineDown,
    Listening,
    NotAdmitted,
    Opened,
    Over,
    SpeechToText,
    TextToSpeech,
    Transcript,
)
from containers.media_stream.speech.mulaw import mulaw_of, samples_of
from functions.calls.domain.conversation.actions import Action, Language, Say
from functions.calls.domain.conversation.observations import Answerer, Connected, Observation

QUIET = b"\xff" * 160
LOUD = mulaw_of((np.sin(np.arange(160) * 2 * np.pi * 200 / 8000) * 8000).astype(np.int16))
STREAM, CALL = "MZ" + "0" * 32, "CA" + "0" * 32
MS_PER_LETTER = 60


class Energy:
    """Voice is what is loud."""

    def __init__(self) -> None:
        self._rest = b""

    def hear(self, frame: bytes, judged: Callable[[Sequence[float]], None]) -> None:
        audio = self._rest + frame
        whole = len(audio) // 256
        self._rest = audio[whole * 256 :]
        judged([float(np.abs(samples_of(audio[n * 256 : n * 256 + 256])).mean() > 0.05) for n in range(whole)])


class Reads:
    """A recogniser that knows what it will hear."""

    def __init__(self, *texts: str, name: str = "embedded:fake", takes: float = 0.1, works: bool = True) -> None:
        self.name = name
        self.texts = deque(texts)
        self.takes = takes
        self.works = works
        self.asked = 0
        self.closed = 0

    async def listen(self, language: Language) -> Listening:
        return self

    def feed(self, frame: bytes) -> None:
        assert len(frame) == len(QUIET)

    async def transcribe(self, utterance: bytes) -> Transcript:
        self.asked += 1
        await asyncio.sleep(self.takes)
        if not self.works:
            raise EngineDown(self.name)
        return Transcript(text=self.texts.popleft(), confidence=0.9, engine=self.name)

    async def close(self) -> None:
        self.closed += 1


class Tones:
    """A synthesiser: so many milliseconds for each letter."""

    def __init__(self, name: str = "embedded:tone", *, takes: float = 0.02, works: bool = True) -> None:
        self.name = name
        self.takes = takes
        self.works = works
        self.said: list[str] = []

    async def speak(self, text: str, language: Language) -> AsyncGenerator[bytes, None]:
        self.said.append(text)
        await asyncio.sleep(self.takes)
        if not self.works:
            raise EngineDown(self.name)
        for _ in range(len(text) * MS_PER_LETTER // 20):
            yield LOUD


class Script:
    """A conversation by a function from observation to actions."""

    def __init__(self, decide: Callable[[Observation], Iterable[Action]]) -> None:
        self.decide = decide
        self.seen: list[Observation] = []

    async def observe(self, observation: Observation) -> Sequence[Action]:
        self.seen.append(observation)
        return list(self.decide(observation))

    def of(self, kind: type[Any]) -> list[Any]:
        return [one for one in self.seen if isinstance(one, kind)]


class FakeDesk:
    """Opens calls with the token `good`, once."""

    def __init__(self, opened: Opened, answered: Answerer | None = None) -> None:
        self.opened = opened
        self.answered = answered
        self.call_sid: str | None = CALL
        self.tokens = {"good"}
        self.handed_over: list[str] = []
        self.finished: list[Over] = []

    async def open(self, *, token: str, call_id: str, call_sid: str, stream_sid: str) -> Opened:
        foreign = call_id != str(self.opened.call_id) or call_sid != (self.call_sid or call_sid)
        if token not in self.tokens or foreign:
            raise NotAdmitted
        self.tokens.remove(token)
        return self.opened

    async def answered_by(self, call: Opened) -> Answerer | None:
        return self.answered

    async def hand_over(self, call: Opened, why: str) -> None:
        self.handed_over.append(why)

    async def finish(self, call: Opened, over: Over) -> None:
        self.finished.append(over)


class AtOnce(Executor):
    """Runs what it gets where it is handed over: time stands still on threads."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            done.set_exception(error)
        return done


def message(event: str, **content: Any) -> str:
    """As the carrier writes it."""
    return json.dumps({"event": event, "sequenceNumber": "1", "streamSid": STREAM, **content})


def started(**parameters: str) -> list[str]:
    form = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}
    start = {
        "accountSid": "AC" + "0" * 32,
        "streamSid": STREAM,
        "callSid": CALL,
        "tracks": ["inbound"],
        "mediaFormat": form,
        "customParameters": parameters,
    }
    return [message("connected", protocol="Call", version="1.0.0"), message("start", start=start)]


def media(at_ms: int, audio: bytes = QUIET) -> str:
    payload = base64.b64encode(audio).decode()
    return message(
        "media",
        media={"track": "inbound", "chunk": str(at_ms // 20 + 1), "timestamp": str(at_ms), "payload": payload},
    )


class Telephone:
    """The carrier's side of one stream, in virtual time: frames, playback, marks after it, and flushed ones."""

    def __init__(self) -> None:
        self._inbox: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._chunk = 0
        self._plays_until = 0.0
        self._marks: dict[str, asyncio.TimerHandle] = {}
        self.sent: list[tuple[float, dict[str, Any]]] = []
        self.leads: list[float] = []
        self.closed: list[int] = []
        self.speaks = 0
        self.strict_marks = True

    def send(self, text: bytes) -> None:
        message = json.loads(text)
        now = self._loop.time()
        self.sent.append((now, message))
        if message["event"] == "media":
            self._plays_until = max(self._plays_until, now) + len(base64.b64decode(message["media"]["payload"])) / 8000
            self.leads.append(self._plays_until - now)
        elif message["event"] == "mark":
            name = message["mark"]["name"]
            self._marks[name] = self._loop.call_at(max(self._plays_until, now), self._return, name)
        else:
            self._plays_until = now
            for name in list(self._marks):
                self._return(name)

    def known(self) -> None:
        """Not counted here."""

    async def close(self, code: int = 1000, _reason: str = "") -> None:
        self.closed.append(code)
        self._inbox.put_nowait(None)

    async def text(self) -> bytes | None:
        text = await self._inbox.get()
        return None if text is None else text.encode()

    async def listen(self, take: Callable[[bytes], None]) -> None:
        while (text := await self.text()) is not None:
            take(text)

    def put(self, event: str, **content: Any) -> None:
        """A message to the server."""
        self._inbox.put_nowait(message(event, **content))

    def start(self, **parameters: str) -> None:
        for text in started(**parameters):
            self._inbox.put_nowait(text)

    def frame(self, audio: bytes, *, at_ms: int | None = None) -> None:
        at_ms = self._chunk * 20 if at_ms is None else at_ms
        self._chunk = at_ms // 20 + 1
        self._inbox.put_nowait(media(at_ms, audio))

    async def quiet(self, seconds: float) -> None:
        await self.sound(QUIET, seconds)

    async def voice(self, seconds: float) -> None:
        await self.sound(LOUD, seconds)

    async def sound(self, frame: bytes, seconds: float) -> None:
        for _ in range(round(seconds * 50)):
            self.frame(frame)
            await asyncio.sleep(0.02)

    def of(self, event: str) -> list[tuple[float, dict[str, Any]]]:
        return [(at, message) for at, message in self.sent if message["event"] == event]

    @property
    def marks(self) -> list[str]:
        return [message["mark"]["name"] for _, message in self.of("mark")]

    def _return(self, name: str) -> None:
        timer = self._marks.pop(name, None)
        if timer:
            timer.cancel()
            self.put("mark", mark={"name": name})


def opened(script: Script, **more: Any) -> Opened:
    return Opened(call_id=UUID(int=1), company_id=UUID(int=2), language="es", conversation=script, **more)


def say(text: str, mark: str = "t1.1", **more: Any) -> Say:
    return Say(text=text, mark=mark, language="es", **more)


def on_connected(*actions: Action) -> Callable[[Observation], Iterable[Action]]:
    return lambda seen: actions if isinstance(seen, Connected) else ()


class Stage:
    """A call from the outside, with everything around it in reach."""

    def __init__(
        self, script: Script, *, reads: Sequence[SpeechToText] = (), speaks: Sequence[TextToSpeech] = (), **more: Any
    ) -> None:
        shelf, answered = more.pop("shelf", None), more.pop("answered", None)
        self.telephone: Telephone = more.pop("telephone", Telephone)()
        self.script = script
        self.desk = FakeDesk(opened(script, **more), answered)
        self.engines = Engines(
            activity=Energy, listening=reads or [Reads("hola", "sí", "no")], speaking=speaks or [Tones()]
        )
        self.attendant = Attendant(Surroundings(desk=self.desk, engines=self.engines, shelf=shelf, threads=AtOnce()))

    async def play(self, prospect: Callable[[Telephone], Awaitable[None]], token: str = "good") -> None:  # noqa: S107
        """The call, to its end; whoever does not hang up is hung up for."""
        await self.engines.prepare()
        attended = asyncio.create_task(self.attendant.attend(self.telephone))  # type: ignore[arg-type]
        self.telephone.start(token=token, call_id=str(UUID(int=1)))
        acting = asyncio.create_task(self._act(prospect))
        await attended
        acting.cancel()

    async def _act(self, prospect: Callable[[Telephone], Awaitable[None]]) -> None:
        await prospect(self.telephone)
        self.telephone.put("stop", stop={"accountSid": "AC" + "0" * 32, "callSid": CALL})
