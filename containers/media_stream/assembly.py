"""Puts the parts of a call together."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from containers.media_stream import codec
from containers.media_stream.beginning import Beginning
from containers.media_stream.call import Call
from containers.media_stream.clocks import Clocks
from containers.media_stream.ears import Ears
from containers.media_stream.figures import Figures
from containers.media_stream.floor import Floor
from containers.media_stream.mouth import Mouth
from containers.media_stream.ports import SAMPLE_RATE, Opened, SpeechToText, TextToSpeech, VoiceActivity
from containers.media_stream.recogniser import Recogniser
from containers.media_stream.recording import Recording
from containers.media_stream.socket import Line
from containers.media_stream.voice import Prompts, Voice
from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.observations import Beeped, Connected, Observation, Returned

PARTING: Mapping[Language, str] = {
    "es": "Disculpe, tenemos un problema técnico. Le llamaremos en otro momento. Hasta luego.",
    "en": "Sorry, we have a technical problem. We will call you another time. Goodbye.",
}
"""Rendered when the process starts, and said when nothing else can be."""


WORDS_WITHIN_S = 2.0
"""After the greeting: whoever hears nothing by then was abandoned, 47 CFR 64.1200(a)(7)."""


@dataclass(frozen=True, kw_only=True)
class Engines:
    """What a process hears and speaks with; the preferred engine first, the last one needs no network."""

    activity: Callable[[], VoiceActivity]
    listening: Sequence[SpeechToText]
    speaking: Sequence[TextToSpeech]
    prompts: Prompts = field(default_factory=Prompts)

    async def prepare(self) -> None:
        """Render the last resort.

        Raises:
            EngineDown: not even the embedded engine speaks.
        """
        for language, text in PARTING.items():
            await self.prompts.render(self.speaking[-1], text, language)


class Wire:
    """An outlet that speaks Media Streams, and keeps what is said."""

    def __init__(self, line: Line, stream_sid: str, recording: Recording | None) -> None:
        self.line = line
        self.recording = recording
        self._stream_sid = stream_sid
        self._clear = codec.clear_message(stream_sid)
        self.first_words_at: float | None = None
        """When the first of ours is heard."""
        self._began_at = asyncio.get_running_loop().time()

    @property
    def began_at(self) -> float:
        """The loop's clock when the stream began."""
        return self._began_at

    def waited_s(self, beginning: Beginning) -> float:
        """From the end of the greeting to our first words, or until now without any."""
        return (self.first_words_at or asyncio.get_running_loop().time()) - beginning.greeted_at

    def audio(self, frame: bytes, plays_at: float) -> None:
        if self.first_words_at is None:
            self.first_words_at = plays_at
        self.line.send(codec.audio_message(self._stream_sid, frame))
        if self.recording:
            self.recording.said(frame, int((plays_at - self._began_at) * 1000))

    def mark(self, name: str) -> None:
        self.line.send(codec.mark_message(self._stream_sid, name))

    def clear(self) -> None:
        self.line.send(self._clear)


def assembled(opened: Opened, wire: Wire, engines: Engines, figures: Figures, tasks: asyncio.TaskGroup) -> Call:
    """A call that listens, and waits for the end of the greeting; its prompts are being rendered."""
    voice = Voice(engines.speaking, engines.prompts, figures)
    recogniser = Recogniser(engines.listening, opened.language, figures)
    call = Call(
        opened,
        figures,
        wire.recording,
        began_at=wire.began_at,
        parting=lambda: _part(wire, engines, opened.language),
        engines=lambda: voice.used | recogniser.used,
    )
    call.mouth = Mouth(voice, wire, tasks, figures, played=call.played, silenced=call.silenced)
    call.ears = Ears(
        engines.activity(),
        recogniser,
        opened.language,
        tasks,
        figures,
        listened=lambda frame, voice: call.beginning.heard(frame, voice=voice),
        started=call.started,
        heard=call.heard,
        deafened=call.engines_down,
    )
    call.floor = Floor(call.mouth, call.ears, opened.language, figures, cleared=call.cleared)
    call.clocks = Clocks(call)
    call.beginning = Beginning(
        lambda: call.observe(_first(opened, call.now_ms)),
        lambda: call.observe(Beeped(at_ms=call.now_ms)),
        resumed=opened.returned is not None,
    )
    tasks.create_task(voice.prepare(opened.prompts, opened.language))
    tasks.create_task(_listening(recogniser))
    return call


def _first(opened: Opened, now_ms: int) -> Observation:
    if opened.returned:
        return Returned(because=opened.returned, at_ms=now_ms)
    return Connected(at_ms=now_ms)


async def _listening(recogniser: Recogniser) -> None:
    """Reach the recogniser before the first word, and leave it when the call ends."""
    try:
        await recogniser.open()
        await asyncio.Event().wait()
    finally:
        await recogniser.close()


def _part(wire: Wire, engines: Engines, language: Language) -> float:
    """Send the last resort at once, unpaced: nothing follows it. How many seconds it lasts."""
    audio = engines.prompts.find(engines.speaking[-1].name, PARTING[language], language) or b""
    for start in range(0, len(audio), codec.FRAME_BYTES):
        frame = audio[start : start + codec.FRAME_BYTES].ljust(codec.FRAME_BYTES, b"\xff")
        wire.audio(frame, asyncio.get_running_loop().time() + start / SAMPLE_RATE)
    return len(audio) / SAMPLE_RATE
