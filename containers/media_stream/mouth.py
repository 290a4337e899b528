"""What is said in a call, sentence after sentence: rendered, paced, marked, stopped, and what of it was heard."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from containers.media_stream.codec import FRAME_BYTES
from containers.media_stream.figures import Figures, Reply
from containers.media_stream.pacer import LONGEST_QUEUE_MS, Pacer
from containers.media_stream.ports import FRAME_MS, SAMPLE_RATE, EngineDown
from containers.media_stream.voice import Voice
from containers.media_stream.words import cut
from functions.calls.domain.conversation.actions import Say

_SILENCE = b"\xff"
PAUSE_MS = 160
"""Between sentences, with the little that a voice leaves at their ends."""
_LOST_MARK_S = 5.0
"""A mark that has not come back so long after its sentence is lost, and the sentence over."""


class Outlet(Protocol):
    """Where the sound of a call goes."""

    def audio(self, frame: bytes, plays_at: float) -> None:
        """20 ms of mu-law, and when they will be heard."""

    def mark(self, name: str) -> None:
        """A mark that comes back when the frames before it were heard."""

    def clear(self) -> None:
        """Forget what was not heard yet."""


@dataclass(eq=False)
class Sentence:
    """A sentence on its way.

    Attributes:
        name: of its mark on the wire: no two are the same, for a flushed one may still come back.
        sent_ms: how much of it has been sent.
        rendered_ms: how much of it there is.
        begins_at: when it is, or was, first heard; None before it is sent.
    """

    say: Say
    name: str
    reply: Reply | None = None
    sent_ms: int = 0
    rendered_ms: int = 0
    complete: bool = False
    rendered_at: float = 0.0
    begins_at: float | None = None
    ends_at: float = 0.0

    def heard_ms(self, now: float) -> float:
        """How much of it was heard by now."""
        return 0.0 if self.begins_at is None else min(max(now - self.begins_at, 0.0) * 1000, self.sent_ms)

    def heard_text(self, now: float) -> str:
        """The words of it that were heard by now."""
        usual_ms = len(self.say.text) * 65  # unhurried speech, while the true length is not known yet
        length = self.rendered_ms if self.complete else max(self.rendered_ms, usual_ms)
        return cut(self.say.text, self.heard_ms(now) / length) if length else ""


class Mouth:
    """Speaks in one call.

    Args:
        tasks: where its work runs.
        played: is told a sentence whose mark came back.
        silenced: is told that nothing can be spoken any more; what waited is forgotten.
    """

    def __init__(
        self,
        voice: Voice,
        outlet: Outlet,
        tasks: asyncio.TaskGroup,
        figures: Figures,
        *,
        played: Callable[[Sentence], None],
        silenced: Callable[[], None],
    ) -> None:
        self._voice = voice
        self._outlet = outlet
        self._tasks = tasks
        self._figures = figures
        self._played = played
        self._silenced = silenced
        self._loop = asyncio.get_running_loop()
        self.pacer = Pacer(self._send, outlet.mark)
        self._waiting: deque[Sentence] = deque()
        self._spoken: deque[Sentence] = deque()
        self._work: asyncio.Task[None] | None = None
        self._names = 0
        self._used: set[str] = set()
        self.suspended: list[Sentence] = []

    @property
    def speaking(self) -> bool:
        """Until the mark of the last sentence is back, whatever was sent."""
        return bool(self._spoken or self._waiting)

    @property
    def current(self) -> Sentence | None:
        """The sentence that is heard, or is next."""
        return self._spoken[0] if self._spoken else self._waiting[0] if self._waiting else None

    @property
    def interruptible(self) -> bool:
        return all(sentence.say.interruptible for sentence in (*self._spoken, *self._waiting))

    @property
    def rest_ms(self) -> float:
        """How much is still to be heard of what is being said."""
        return self.pacer.ahead_ms + self.pacer.queued_ms

    def say(self, say: Say, reply: Reply | None = None, *, held: bool = False) -> None:
        """Say a sentence after the others; held, as if interrupted before its first word, if that may be."""
        self._names += 1
        sentence = Sentence(say, say.mark if self._fresh(say.mark) else f"{say.mark}~{self._names}", reply)
        if held and say.interruptible:
            self.suspended.append(sentence)
            return
        self._waiting.append(sentence)
        self._go()

    def stop(self) -> None:
        """Be silent at once; what was not heard to its end is kept, to be resumed or forgotten."""
        if not self.speaking:
            return
        began = self._loop.time()
        if self._work:
            self._work.cancel()
            self._work = None
        self.pacer.clear()
        self._outlet.clear()
        self._figures.took("clear", self._loop.time() - began)
        self.suspended = [*self._spoken, *self._waiting, *self.suspended]
        self._spoken.clear()
        self._waiting.clear()

    def resume(self) -> None:
        """Say again, from the start of the sentence, what was stopped."""
        unheard, self.suspended = self.suspended, []
        for sentence in unheard:
            self.say(sentence.say)

    def forget(self) -> list[Sentence]:
        """What was stopped, which will not be said any more."""
        unheard, self.suspended = self.suspended, []
        return unheard

    def returned(self, name: str) -> None:
        """A mark came back. One that was flushed, or never sent, means nothing."""
        if not any(sentence.name == name for sentence in self._spoken):
            return
        now = self._loop.time()
        while self._spoken:
            sentence = self._spoken.popleft()
            if sentence.name == name:
                break
        following = self._spoken[0] if self._spoken else None
        if following and following.begins_at is not None:
            following.begins_at = max(following.begins_at, now)
        self._played(sentence)

    def check(self) -> None:
        """Give a sentence up whose mark does not come back."""
        lost = self._spoken and self._spoken[0].complete and not self.pacer.queued_ms
        if lost and self._loop.time() > self._spoken[0].ends_at + _LOST_MARK_S:
            self._figures.count("lost_marks")
            self._spoken.popleft()

    def close(self) -> None:
        """Stop what runs by timers."""
        self.pacer.stop()

    def _fresh(self, mark: str) -> bool:
        """Whether no sentence of this call bore it on the wire."""
        fresh = mark not in self._used
        self._used.add(mark)
        return fresh

    def _go(self) -> None:
        if self._work is None and self._waiting:
            self._work = self._tasks.create_task(self._speak())

    async def _speak(self) -> None:
        """Render what waits, in order."""
        down = False
        while self._waiting and not down:
            sentence = self._waiting.popleft()
            self._spoken.append(sentence)
            try:
                await self._render(sentence)
            except EngineDown:
                down = True
            sentence.complete = True
            if sentence.rendered_ms and self._waiting and not down:
                self._queue(sentence, _SILENCE * (PAUSE_MS * SAMPLE_RATE // 1000))
            if sentence.rendered_ms:
                self.pacer.mark(sentence.name)
            else:
                self._spoken.remove(sentence)
        self._work = None
        if down:
            self._waiting.clear()
            self._silenced()

    async def _render(self, sentence: Sentence) -> None:
        say = sentence.say
        rest = b""
        async with aclosing(self._voice.audio(say.text, say.language, keep=say.cached)) as pieces:
            async for piece in pieces:
                sentence.rendered_at = sentence.rendered_at or self._loop.time()
                rest = self._queue(sentence, rest + piece)
                if self.pacer.queued_ms > LONGEST_QUEUE_MS:
                    await asyncio.sleep((self.pacer.queued_ms - LONGEST_QUEUE_MS) / 1000)
        if rest:
            self._queue(sentence, rest.ljust(FRAME_BYTES, _SILENCE))

    def _queue(self, sentence: Sentence, audio: bytes) -> bytes:
        """Queue whole frames; what is left over."""
        whole = len(audio) - len(audio) % FRAME_BYTES
        sentence.rendered_ms += whole * 1000 // SAMPLE_RATE
        for start in range(0, whole, FRAME_BYTES):
            self.pacer.play(audio[start : start + FRAME_BYTES])
        return audio[whole:]

    def _send(self, frame: bytes, plays_at: float) -> None:
        sentence = self._next_to_send()
        if sentence.begins_at is None:
            sentence.begins_at = plays_at
            if sentence.reply:
                self._figures.replied(sentence.reply, rendered_at=sentence.rendered_at, sent_at=self._loop.time())
        sentence.sent_ms += FRAME_MS
        sentence.ends_at = plays_at + FRAME_MS / 1000
        self._outlet.audio(frame, plays_at)

    def _next_to_send(self) -> Sentence:
        return next(one for one in self._spoken if one.sent_ms < one.rendered_ms)
