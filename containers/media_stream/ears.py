"""What is heard in a call: voice becomes utterances, utterances become text; sometimes before they have ended."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from containers.media_stream.figures import Figures
from containers.media_stream.ports import FRAME_MS, SAMPLE_RATE, EngineDown, Transcript, VoiceActivity
from containers.media_stream.recogniser import Recogniser
from containers.media_stream.turns import Turn, Turns
from containers.media_stream.words import CLOSED_MS, LONGEST_MS, patience_ms
from functions.calls.domain.conversation.actions import Language

BEFORE_MS = 500
"""Sound kept from before speech is known to be speech: its onset, and a little more."""
LONGEST_UTTERANCE_MS = 28_000
_NOTHING = Transcript(text="", confidence=0.0, engine="none")


@dataclass(frozen=True, kw_only=True)
class Utterance:
    """What somebody said, between silences; without text it was noise, or nobody could read it.

    Attributes:
        started_ms: since the stream began.
        ended_ms: of its last voice.
        stopped_at: the same on the loop's clock.
        ended_at: when it had been silent for as long as its words ask for.
        known_at: when its text was there.
    """

    transcript: Transcript
    started_ms: int
    ended_ms: int
    voiced_ms: int
    stopped_at: float
    ended_at: float
    known_at: float


class Ears:
    """Listens in one call.

    Args:
        tasks: where its work runs.
        started: is called when somebody begins to speak, or goes on after a pause.
        heard: takes what was said.
        deafened: is told that nothing can be read any more.
    """

    def __init__(
        self,
        activity: VoiceActivity,
        recogniser: Recogniser,
        language: Language,
        tasks: asyncio.TaskGroup,
        figures: Figures,
        *,
        started: Callable[[], None],
        heard: Callable[[Utterance], None],
        deafened: Callable[[], None],
    ) -> None:
        self._activity = activity
        self._recogniser = recogniser
        self._language = language
        self._tasks = tasks
        self._figures = figures
        self._started = started
        self._heard = heard
        self._deafened = deafened
        self._loop = asyncio.get_running_loop()
        self._turns = Turns()
        self._before: deque[bytes] = deque(maxlen=BEFORE_MS // FRAME_MS)
        self._utterance = bytearray()
        self._at_ms = self._started_ms = 0
        self._reading: asyncio.Task[None] | None = None
        self._read: Transcript | None = None
        self._known_at = 0.0

    @property
    def speaking(self) -> bool:
        """From the start of speech until its text was handed on."""
        return self._turns.speaking

    @property
    def voice_now(self) -> bool:
        """Whether somebody is in the middle of speaking."""
        return self._turns.speaking and not self._turns.paused

    @property
    def silence_ms(self) -> int:
        """Since the last voice."""
        return self._turns.silence_ms

    def hear(self, frame: bytes, at_ms: int) -> bool:
        """Take 20 ms that end at a time since the stream began; whether there was voice in it."""
        self._at_ms = at_ms
        self._recogniser.feed(frame)
        if self._turns.speaking:
            self._utterance += frame
        else:
            self._before.append(frame)
        voice = False
        for probability in self._activity.hear(frame):
            self._follow(self._turns.hear(probability))
            voice = voice or not self._turns.silence_ms
        if self._turns.paused:
            self._judge()
        elif len(self._utterance) * 1000 >= LONGEST_UTTERANCE_MS * SAMPLE_RATE:
            self._cut_off()
        return voice

    def _follow(self, turn: Turn | None) -> None:
        if turn is Turn.STARTED:
            self._started_ms = self._at_ms - self._turns.onset_ms
            self._utterance = bytearray(b"".join(self._before))
            self._before.clear()
            self._started()
        elif turn is Turn.PAUSED:
            self._reading = self._tasks.create_task(self._transcribe(bytes(self._utterance)))
        elif turn is Turn.RETURNED:
            self._stop_reading()
            self._started()

    async def _transcribe(self, utterance: bytes) -> None:
        try:
            self._read = await self._recogniser.transcribe(utterance)
        except EngineDown:
            self._read = _NOTHING
            self._deafened()
        self._known_at = self._loop.time()
        self._reading = None
        self._judge()

    def _judge(self) -> None:
        """End the turn, if it has been silent for as long as the words ask for."""
        silence = self._turns.silence_ms
        if silence >= LONGEST_MS:
            self._figures.count("utterances_not_read_in_time", by=self._read is None)
            self._end()
        elif self._read and silence >= CLOSED_MS and silence >= patience_ms(self._read.text, self._language):
            self._end()

    def _cut_off(self) -> None:
        """Nobody listens to the end of a speech: what is too long is handed on without its pause."""
        if self._read:
            self._end()
        elif self._reading is None:
            self._reading = self._tasks.create_task(self._transcribe(bytes(self._utterance)))

    def _end(self) -> None:
        now = self._loop.time()
        silence = self._turns.silence_ms
        patience = patience_ms(self._read.text, self._language) if self._read else LONGEST_MS
        utterance = Utterance(
            transcript=self._read or _NOTHING,
            started_ms=max(self._started_ms, 0),
            ended_ms=self._at_ms - silence,
            voiced_ms=self._turns.voiced_ms,
            stopped_at=now - silence / 1000,
            ended_at=now - max(silence - patience, 0) / 1000,
            known_at=self._known_at if self._read else now,
        )
        self._stop_reading()
        self._turns.end()
        self._utterance = bytearray()
        self._heard(utterance)

    def _stop_reading(self) -> None:
        if self._reading:
            self._reading.cancel()
            self._reading = None
        self._read = None
