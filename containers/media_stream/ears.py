"""What is heard in a call: voice becomes utterances, utterances become text; sometimes before they have ended."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from containers.media_stream.figures import Figures
from containers.media_stream.ports import FRAME_MS, SAMPLE_RATE, EngineDown, Transcript, VoiceActivity
from containers.media_stream.recogniser import Recogniser
from containers.media_stream.turns import Turn, Turns
from containers.media_stream.words import CLOSED_MS, LONGEST_MS, patience_ms
from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.observations import Heard
from shared.core.log import log_unexpected

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
        late: the turn went on without it, for nobody could read it in time.
    """

    transcript: Transcript
    started_ms: int
    ended_ms: int
    voiced_ms: int
    stopped_at: float
    ended_at: float
    known_at: float
    late: bool = False

    def turn(self, over: str | None = None) -> Heard:
        """It, as the conversation learns of it.

        Args:
            over: the mark of the sentence that was to be heard meanwhile.
        """
        return Heard(
            text=self.transcript.text.strip(),
            confidence=self.transcript.confidence,
            started_ms=self.started_ms,
            ended_ms=self.ended_ms,
            voiced_ms=self.voiced_ms,
            engine=self.transcript.engine,
            over=over,
        )


@dataclass(eq=False)
class _Reading:
    """An utterance that is being read.

    Attributes:
        overdue: what the turn was taken for without its text.
    """

    audio: bytes
    task: asyncio.Task[None] | None = None
    overdue: Utterance | None = None


class Ears:
    """Listens in one call.

    Args:
        tasks: where its work runs.
        listened: takes every frame, and whether there was voice in it.
        started: is called when somebody begins to speak, or goes on after a pause.
        heard: takes what was said; what could not be read in time a second time, when it has been read.
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
        listened: Callable[[bytes, bool], None],
        started: Callable[[], None],
        heard: Callable[[Utterance], None],
        deafened: Callable[[], None],
    ) -> None:
        self._activity = activity
        self._recogniser = recogniser
        self._language = language
        self._tasks = tasks
        self._figures = figures
        self._listened = listened
        self._started = started
        self._heard = heard
        self._deafened = deafened
        self._loop = asyncio.get_running_loop()
        self._turns = Turns()
        self._before: deque[bytes] = deque(maxlen=BEFORE_MS // FRAME_MS)
        self._utterance = bytearray()
        self._at_ms = self._started_ms = 0
        self._reading: _Reading | None = None
        self._overdue: list[_Reading] = []
        self._read: Transcript | None = None
        self._known_at = 0.0
        self._closed = False

    @property
    def speaking(self) -> bool:
        """From the start of speech until its text was handed on."""
        return self._turns.speaking or bool(self._overdue)

    @property
    def voice_now(self) -> bool:
        """Whether somebody is in the middle of speaking."""
        return self._turns.speaking and not self._turns.paused

    @property
    def voiced_ms(self) -> int:
        """Of voice in what somebody is saying."""
        return self._turns.voiced_ms

    @property
    def silence_ms(self) -> int:
        """Since the last voice."""
        return self._turns.silence_ms

    def hear(self, frame: bytes, at_ms: int) -> None:
        """Take 20 ms that end at a time since the stream began."""
        self._recogniser.feed(frame)
        self._activity.hear(frame, partial(self._judged, frame, at_ms))

    def close(self) -> None:
        """What comes is not heard any more."""
        self._closed = True

    async def unread(self, within_s: float) -> list[Utterance]:
        """When the call is over: what was said and not read yet is read now, as far as there is time."""
        left = [(reading.audio, reading.overdue) for reading in self._overdue]
        if self._turns.speaking:
            left.append((bytes(self._utterance), self._taken(self._read)))
        read: list[Utterance] = []
        with suppress(EngineDown, TimeoutError):
            async with asyncio.timeout(within_s):
                for audio, said in left:
                    if said and said.transcript is _NOTHING:
                        said = replace(said, transcript=await self._recogniser.transcribe(audio))  # noqa: PLW2901
                    if said:
                        read.append(said)
        return read

    def _judged(self, frame: bytes, at_ms: int, probabilities: Sequence[float]) -> None:
        if self._closed:
            return
        try:
            self._take(frame, at_ms, probabilities)
        except Exception as error:  # noqa: BLE001 - the calls that are heard in the same moment go on
            log_unexpected(error)
            self._deafened()

    def _take(self, frame: bytes, at_ms: int, probabilities: Sequence[float]) -> None:
        self._at_ms = at_ms
        if self._turns.speaking:
            self._utterance += frame
        else:
            self._before.append(frame)
        voice = False
        for probability in probabilities:
            self._follow(self._turns.hear(probability))
            voice = voice or not self._turns.silence_ms
        if self._turns.paused:
            self._judge()
        elif len(self._utterance) * 1000 >= LONGEST_UTTERANCE_MS * SAMPLE_RATE:
            self._cut_off()
        self._listened(frame, voice)

    def _follow(self, turn: Turn | None) -> None:
        if turn is Turn.STARTED:
            self._started_ms = self._at_ms - self._turns.onset_ms
            self._utterance = bytearray(b"".join(self._before))
            self._before.clear()
            self._started()
        elif turn is Turn.PAUSED:
            self._begin_reading()
        elif turn is Turn.RETURNED:
            self._stop_reading()
            self._started()

    def _begin_reading(self) -> None:
        self._reading = _Reading(bytes(self._utterance))
        self._reading.task = self._tasks.create_task(self._transcribe(self._reading))

    async def _transcribe(self, reading: _Reading) -> None:
        try:
            transcript = await self._recogniser.transcribe(reading.audio)
        except EngineDown:
            transcript = _NOTHING
            self._deafened()
        now = self._loop.time()
        if reading.overdue:
            self._overdue.remove(reading)
            self._heard(replace(reading.overdue, transcript=transcript, known_at=now, late=True))
            return
        self._read, self._known_at, self._reading = transcript, now, None
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
            self._begin_reading()

    def _end(self) -> None:
        utterance = self._taken(self._read)
        if self._reading:
            self._reading.overdue = utterance
            self._overdue.append(self._reading)
            self._reading = None
        self._stop_reading()
        self._turns.end()
        self._utterance = bytearray()
        self._heard(utterance)

    def _taken(self, read: Transcript | None) -> Utterance:
        now = self._loop.time()
        silence = self._turns.silence_ms
        patience = patience_ms(read.text, self._language) if read else LONGEST_MS
        return Utterance(
            transcript=read or _NOTHING,
            started_ms=max(self._started_ms, 0),
            ended_ms=self._at_ms - silence,
            voiced_ms=self._turns.voiced_ms,
            stopped_at=now - silence / 1000,
            ended_at=now - max(silence - patience, 0) / 1000,
            known_at=self._known_at if read else now,
        )

    def _stop_reading(self) -> None:
        if self._reading and self._reading.task:
            self._reading.task.cancel()
        self._reading = None
        self._read = None
