"""Who has the floor: what stops a sentence, what of it goes on, and what is given up. Of one call.

A sound stops what may be interrupted at once, and words decide afterwards what it was. Whoever only said "okay" hears
the sentence again, from its start; a second "okay" into the same sentence does not stop it any more, for a sentence
that begins anew with each of them never ends.
"""

import asyncio
from collections.abc import Callable

from containers.media_stream.ears import Ears, Utterance
from containers.media_stream.figures import Figures
from containers.media_stream.mouth import Mouth, Sentence
from containers.media_stream.words import BACKCHANNEL_MS, is_backchannel
from functions.calls.domain.conversation.actions import Language

RESUME_S = 2.0
"""An interruption that has brought no words by then was none."""
NEARLY_OVER_MS = 600
"""A short word into the end of the last sentence answers it; earlier it only says that somebody listens."""


class Floor:
    """Between the ears and the mouth of a call.

    Args:
        cleared: is called when we have fallen silent.

    Attributes:
        patient: the sentence that is heard was stopped already, for nothing: only words, or more voice than a short
            word has, stop it again.
    """

    def __init__(
        self, mouth: Mouth, ears: Ears, language: Language, figures: Figures, *, cleared: Callable[[], None]
    ) -> None:
        self._mouth = mouth
        self._ears = ears
        self._language = language
        self._figures = figures
        self._cleared = cleared
        self._loop = asyncio.get_running_loop()
        self._stopped_at: float | None = None
        self._blindly = False
        self.patient = False

    def sound(self) -> None:
        """Somebody begins to speak: what may be interrupted stops at once."""
        if not self.patient:
            self._stop()

    def look(self) -> None:
        """What time decides: somebody who goes on speaking has the floor, and silence gives it back to us."""
        if self.patient and self._ears.voice_now and self._ears.voiced_ms > BACKCHANNEL_MS:
            self._stop()
        since = self._stopped_at
        if since is None or not self._mouth.suspended or self._ears.voice_now:
            return
        if self._loop.time() - since >= RESUME_S:
            self.give_back()
            self._blindly = True

    def yield_to(self, utterance: Utterance) -> None:
        """Somebody has said something while we speak all the same."""
        if utterance.late or self._blindly or self.patient:
            self._stop()

    def give_back(self) -> None:
        """It was no interruption: go on with the sentence that was stopped."""
        suspended = self._mouth.suspended
        self._figures.count("false_interruptions", by=bool(suspended))
        self.patient = self.patient or any(sentence.begins_at is not None for sentence in suspended)
        self._forget()
        self._mouth.resume()

    def give_up(self) -> tuple[Sentence, float] | None:
        """Say what was stopped no more: its first sentence, and when it was stopped."""
        at = self._stopped_at or self._loop.time()
        unheard = self._mouth.forget()
        self._forget()
        self.patient = False
        return (unheard[0], at) if unheard else None

    def hush(self) -> None:
        """Be silent at once, whatever may be interrupted, and forget the rest."""
        if self._mouth.speaking:
            self._silence()
        self._stopped_at = None
        self.patient = False
        self._mouth.forget()

    def only_listens(self, text: str, utterance: Utterance) -> bool:
        """A short word into our speech that wants nothing, unless it answers the end of it."""
        if not is_backchannel(text, utterance.voiced_ms, self._language):
            return False
        suspended = self._mouth.suspended
        if utterance.late:
            return self._mouth.speaking
        if not suspended:
            since_ms = (self._loop.time() - utterance.stopped_at) * 1000
            return self.patient and self._mouth.speaking and self._mouth.rest_ms + since_ms > NEARLY_OVER_MS
        at = self._stopped_at or utterance.stopped_at
        rest_ms = suspended[0].rendered_ms - suspended[0].heard_ms(at)
        return len(suspended) > 1 or not suspended[0].complete or rest_ms > NEARLY_OVER_MS

    def _stop(self) -> None:
        if self._mouth.speaking and self._mouth.interruptible:
            self._silence()

    def _silence(self) -> None:
        self._stopped_at = self._loop.time()
        self._mouth.stop()
        self._cleared()
        self._figures.count("interruptions")

    def _forget(self) -> None:
        self._stopped_at = None
        self._blindly = False
