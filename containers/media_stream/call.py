"""One call: what is heard becomes observations, what is decided becomes sound. It knows no JSON and no socket."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from containers.media_stream.beginning import Beginning
from containers.media_stream.clocks import Clocks
from containers.media_stream.ears import Ears, Utterance
from containers.media_stream.figures import Figures, Reply
from containers.media_stream.floor import Floor
from containers.media_stream.mouth import Mouth, Sentence
from containers.media_stream.ports import FRAME_MS, Ending, Opened
from containers.media_stream.recording import Recording
from functions.calls.domain.conversation.actions import Action, HangUp, Hush, Say, StopRecording, Transfer
from functions.calls.domain.conversation.observations import (
    EnginesDown,
    Interrupted,
    Observation,
    Played,
    Pressed,
)
from shared.core.log import log_unexpected

LAST_WORDS_S = 6.0
DECIDED_WITHIN_S = 4.0


class Call:
    """A call in progress.

    Args:
        opened: whose it is, and who decides.
        began_at: the loop's clock when the stream began.
        parting: plays the last resort when nothing else can be spoken, and tells how long that takes.
        engines: names of those that heard or spoke so far.
    """

    def __init__(
        self,
        opened: Opened,
        figures: Figures,
        recording: Recording | None,
        *,
        began_at: float,
        parting: Callable[[], float],
        engines: Callable[[], AbstractSet[str]],
    ) -> None:
        self.opened = opened
        self.figures = figures
        self.recording = recording
        self._began_at = began_at
        self._parting = parting
        self._engines = engines
        self._loop = asyncio.get_running_loop()
        self._observations: asyncio.Queue[tuple[Observation, Reply | None]] = asyncio.Queue()
        self._ending: asyncio.Future[Ending] = self._loop.create_future()
        self._deciding = False
        self._asked_at = 0.0
        self._parted = False
        self._farewell: str | None = None
        self._down = self._told_down = False
        self.ears: Ears
        self.mouth: Mouth
        self.floor: Floor
        self.clocks: Clocks
        self.beginning: Beginning

    @property
    def now_ms(self) -> int:
        """Since the stream began."""
        return int((self._loop.time() - self._began_at) * 1000)

    @property
    def at_rest(self) -> bool:
        """Whether nobody speaks, and nothing is being decided: the boundary of a turn."""
        return not (self.mouth.speaking or self.mouth.suspended or self.ears.speaking or self.deciding)

    @property
    def deciding(self) -> bool:
        """Whether observations wait, or are being answered."""
        return self._deciding or not self._observations.empty()

    @property
    def stuck(self) -> bool:
        """Whether a decision takes longer than anybody waits."""
        return self._deciding and self._loop.time() - self._asked_at >= DECIDED_WITHIN_S

    @property
    def over(self) -> bool:
        return self._ending.done()

    @property
    def engines(self) -> AbstractSet[str]:
        """Names of those that heard or spoke so far."""
        return self._engines()

    def close(self) -> None:
        """End what runs by timers."""
        self.mouth.close()
        self.beginning.close()

    async def run(self) -> Ending:
        """Until it ends; how."""
        return await self._ending

    def end(self, ending: Ending) -> None:
        """End it; the first reason counts."""
        if not self._ending.done():
            self.ears.close()
            self._ending.set_result(ending)

    def hear(self, frame: bytes, at_ms: int) -> None:
        """20 ms of the prospect."""
        self.ears.hear(frame, at_ms + FRAME_MS)
        if self.recording:
            self.recording.heard(frame, at_ms)

    def press(self, digit: str) -> None:
        """A key was pressed."""
        self.clocks.somebody_is_there(now=True)
        self.observe(Pressed(digit=digit, at_ms=self.now_ms))

    def observe(self, observation: Observation, reply: Reply | None = None) -> None:
        """Let the conversation decide about something that happened, after what happened before."""
        self._observations.put_nowait((observation, reply))

    def started(self) -> None:
        """Somebody begins to speak."""
        self.floor.sound()

    def heard(self, utterance: Utterance) -> None:
        """Somebody has spoken: a turn, a sign of listening, or noise; or it is known only now what it was."""
        text = utterance.transcript.text.strip()
        if not text or self.floor.only_listens(text, utterance):
            if not utterance.late:
                self.floor.give_back()
            return
        self.clocks.somebody_is_there()
        self.floor.yield_to(utterance)
        over = self._spoken_over(utterance)
        if unheard := self.floor.give_up():
            self.observe(self.interrupted(*unheard))
        reply = Reply(stopped_at=utterance.stopped_at, ended_at=utterance.ended_at, known_at=utterance.known_at)
        self.observe(utterance.turn(over), reply)

    def cleared(self) -> None:
        """We have fallen silent in the middle of something."""
        if self.recording:
            self.recording.cleared(self.now_ms)

    def played(self, sentence: Sentence) -> None:
        """A sentence was heard to its end."""
        self.floor.patient = False
        self.observe(Played(mark=sentence.say.mark, at_ms=self.now_ms, began_ms=self._began_ms(sentence)))
        if sentence.say.mark == self._farewell:
            self.end("closed")

    def engines_down(self) -> None:
        """Nothing listens or speaks any more but what is rendered."""
        if not self._down:
            self._down = True
            self.figures.count("engines_down")
            self.observe(EnginesDown(at_ms=self.now_ms))

    def silenced(self) -> None:
        """A sentence could not be spoken: the conversation closes with what is rendered, or the last resort does."""
        if self._told_down:
            self.part()
        self.engines_down()

    async def converse(self) -> None:
        """Hand observations to the conversation one by one, and do what it decides."""
        while True:
            observation, reply = await self._observations.get()
            self._deciding = True
            self._asked_at = self._loop.time()
            try:
                actions = await self.opened.conversation.observe(observation)
            except Exception as error:  # noqa: BLE001 - nobody may be left on the line in silence
                log_unexpected(error)
                self.part()
                return
            if reply:
                reply.decided_at = self._loop.time()
            await self._do(actions, reply)
            self._told_down = self._told_down or isinstance(observation, EnginesDown)
            self._deciding = False

    def part(self) -> None:
        """Nobody decides any more: say the last resort, and hang up; harmless when repeated."""
        if self._parted:
            return
        self._parted = True
        self.mouth.stop()
        self.mouth.forget()
        self.figures.count("partings")
        self._loop.call_later(min(self._parting(), LAST_WORDS_S), self.end, "failed")

    def unobserved(self) -> Iterator[Observation]:
        """What happened, and was not handed to the conversation before the end."""
        while not self._observations.empty():
            yield self._observations.get_nowait()[0]

    async def _do(self, actions: Sequence[Action], reply: Reply | None) -> None:
        for action in actions:
            if isinstance(action, Say):
                self.mouth.say(action, reply, held=self.ears.voice_now)
                reply = None
            elif isinstance(action, Hush):
                self.floor.hush()
            elif isinstance(action, StopRecording) and self.recording:
                await self.recording.drop()
            elif isinstance(action, HangUp):
                self._hang_up(action.after)
            elif isinstance(action, Transfer):
                self.clocks.leave_when_said(LAST_WORDS_S)

    def _hang_up(self, after: str | None) -> None:
        if after is None:
            self.end("closed")
            return
        self._farewell = after
        self.clocks.close_when_said(LAST_WORDS_S)

    def _spoken_over(self, utterance: Utterance) -> str | None:
        """The mark of the sentence that was to be heard while this was said."""
        if self.mouth.suspended:
            return self.mouth.suspended[0].say.mark
        current = self.mouth.current
        began = current and current.begins_at
        return current.say.mark if current and began and began < utterance.stopped_at else None

    def interrupted(self, sentence: Sentence, at: float) -> Interrupted:
        """That a sentence was heard only in part."""
        return Interrupted(
            mark=sentence.say.mark,
            heard=sentence.heard_text(at),
            at_ms=int((at - self._began_at) * 1000),
            began_ms=self._began_ms(sentence),
        )

    def _began_ms(self, sentence: Sentence) -> int:
        return int(((sentence.begins_at or self._loop.time()) - self._began_at) * 1000)
