"""Somebody who was called: listens, waits until the other has ended, and answers."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from local.vendors.twilio.attention import Attention
from local.vendors.twilio.audio import FRAME, FRAME_MS, SILENCE, framed, noisy, tone
from local.vendors.twilio.line import Said
from local.vendors.twilio.personas.book import Persona, Reply, Turn, plain
from local.vendors.twilio.services import Services
from local.vendors.twilio.speech.worker import Ears, WorkerGone

UNDERSTANDS_AT_MS = 400
WAITS_FOR_EARS_MS = 4000
GREETS_AT_MS = 300
BEEP_HERTZ = 1000
NUDGES = 2

Told = Callable[[str, Mapping[str, Any]], None]


class Script:
    """What somebody does next: a reply to what was understood, or else the next turn."""

    def __init__(self, persona: Persona) -> None:
        self._replies = persona.replies
        self._turns = deque(persona.turns)
        self._used: Counter[Reply] = Counter()

    def interruption(self) -> int | None:
        """After how much speech of the other the next turn begins, if it does not wait."""
        return self._turns[0].interrupts_ms if self._turns else None

    def next(self, understood: str | None) -> Turn | None:
        """The turn for what was understood; None for silence."""
        words = f" {plain(understood or '')} "
        for reply in self._replies:
            if self._used[reply] < reply.times and any(cue in words for cue in reply.when):
                self._used[reply] += 1
                return reply
        return self._turns.popleft() if self._turns else None


class Prospect:
    """A party that follows a persona.

    Args:
        clips: audio of all its lines.
        ears: None if it does not listen, but only takes turns.
        told: hears of what it says and understands.
    """

    def __init__(self, persona: Persona, clips: Mapping[str, bytes], ears: Ears | None, told: Told) -> None:
        self.persona, self.clips, self.ears, self.told = persona, clips, ears, told
        self.script = Script(persona)
        self.attention = Attention()
        self._noise = np.random.default_rng(1)
        self._speech = b""
        self._at = self._idle_ms = self._now_ms = self._backed_ms = self._nudged = 0
        self._keys: deque[str] = deque()
        self._then: Turn | None = persona.greeting
        self._starts_ms = GREETS_AT_MS + persona.greeting.wait_ms
        self._hangs_up = False
        self._understanding: asyncio.Task[str] | None = None

    def tick(self, heard: bytes) -> Said:
        """Hear 20 ms, and say as much."""
        self._now_ms += FRAME_MS
        self.attention.hear(heard)
        if self._speech:
            self._idle_ms = 0
        elif self._then:
            self._begin_when_due()
        else:
            self._wait()
        return self._said()

    def _said(self) -> Said:
        frame = self._speech[self._at : self._at + FRAME] or SILENCE
        self._at += FRAME
        if self._at >= len(self._speech):
            self._speech, self._at = b"", 0
        if self.persona.noise:
            frame = noisy(frame, self.persona.noise, self._noise)
        over = not self._speech and not self._then
        key = self._keys.popleft() if over and self._keys and self._now_ms % 200 == 0 else ""
        return Said(frame, key, hangs_up=over and not self._keys and self._hangs_up)

    def _begin_when_due(self) -> None:
        if self._now_ms >= self._starts_ms and self._then:
            turn, self._then = self._then, None
            self._perform(turn)

    def _perform(self, turn: Turn) -> None:
        beep = tone(BEEP_HERTZ, turn.tone_ms / 1000) if turn.tone_ms else b""
        self._speak(turn.say, beep)
        self._keys.extend(turn.press)
        self._hangs_up = turn.hang_up
        if turn.press or turn.hang_up:
            self.told("does", {"press": turn.press, "hang_up": turn.hang_up, "at_ms": self._now_ms})

    def _speak(self, text: str, after: bytes = b"") -> None:
        self._idle_ms = 0
        if audio := self.clips.get(text, b"") + after:
            self._speech, self._at = framed(audio), 0
            self.told("says", {"text": text, "start_ms": self._now_ms, "end_ms": self._now_ms + len(self._speech) // 8})

    def _wait(self) -> None:
        """For the other to speak, and to end."""
        attention = self.attention
        if self._interrupts():
            return
        if self.persona.deaf or not attention.has_utterance:
            self._lose_patience()
            return
        self._idle_ms = 0
        if attention.silent_ms < UNDERSTANDS_AT_MS:
            self._forget_what_was_understood()
        elif self._understanding is None and self.ears:
            self._understanding = asyncio.create_task(self._understand(self.ears, attention.utterance))
        if attention.silent_ms >= self.persona.speaks_after_ms and self._is_understood():
            self._answer()

    def _interrupts(self) -> bool:
        """Whether it says something though the other has not ended."""
        speech_ms, after = self.attention.speech_ms, self.script.interruption()
        if after is not None and speech_ms >= after:
            turn = self.script.next(None)
            self.told("interrupts", {"at_ms": self._now_ms})
            self._taken()
            self._perform(turn or Turn())
            return True
        if self.persona.backchannel and speech_ms - self._backed_ms >= self.persona.backchannel_ms:
            self._backed_ms = speech_ms
            self._speak(self.persona.backchannel)
            return True
        return False

    def _is_understood(self) -> bool:
        late = self.attention.silent_ms >= self.persona.speaks_after_ms + WAITS_FOR_EARS_MS
        return self._understanding is None or self._understanding.done() or late

    def _answer(self) -> None:
        task, text = self._understanding, None
        if task and task.done() and not task.cancelled():
            text = task.result()
        turn = self.script.next(text)
        heard = {"text": text, "speech_ms": self.attention.speech_ms, "at_ms": self._now_ms}
        self.told("hears", {**heard, "answer": turn.say if turn else None})
        self._taken()
        if turn:
            self._then, self._starts_ms = turn, self._now_ms + turn.wait_ms

    def _taken(self) -> None:
        self._forget_what_was_understood()
        self.attention.forget()
        self._backed_ms = 0

    def _forget_what_was_understood(self) -> None:
        if self._understanding:
            self._understanding.cancel()
            self._understanding = None

    def _lose_patience(self) -> None:
        self._idle_ms += FRAME_MS
        if self._idle_ms < self.persona.patience_ms:
            return
        self._nudged += 1
        if self._nudged > NUDGES or not self.persona.nudge:
            self._hangs_up = True
            self.told("does", {"hang_up": True, "at_ms": self._now_ms, "why": "silence"})
        else:
            self._speak(self.persona.nudge)

    async def _understand(self, ears: Ears, audio: bytes) -> str:
        try:
            return await ears.understand(audio, self.persona.language)
        except WorkerGone as error:
            self.told("is deaf", {"why": str(error)})
            return ""


async def prospect(persona: Persona, services: Services, told: Told) -> Prospect:
    """Somebody with a voice; all that they may say is ready before they answer."""
    clips = {line: await services.voice.speak(line, persona.voice, persona.pitch) for line in sorted(persona.lines)}
    if services.listens and not persona.deaf:
        await services.ears.wake()
    return Prospect(persona, clips, services.ears if services.listens else None, told)
