"""When somebody speaks, has paused, and has finished: from the probabilities of voice in windows of 32 ms. Pure.

Six windows of voice are the 200 ms that begin speech: a spoken "Sí." has seven, and what has fewer is no speech.
"""

from enum import Enum, auto

WINDOW_MS = 32
VOICED = 0.5
START_MS = 192
FORGET_MS = 96
"""Silence after which voice that was too short for speech is forgotten."""
PAUSE_MS = 200
RETURN_MS = 64
"""Voice that takes speech up again after a pause."""


class Turn(Enum):
    """What a window changed."""

    STARTED = auto()
    PAUSED = auto()
    RETURNED = auto()


class Turns:
    """Follows the voice of one call.

    Attributes:
        speaking: between the start of speech and `end`.
        voiced_ms: of voice in the speech.
        silence_ms: since the last voice.
        onset_ms: how long ago, at the start of speech, its first voice was.
    """

    def __init__(self) -> None:
        self.speaking = False
        self.paused = False
        self.voiced_ms = 0
        self.silence_ms = 0
        self.onset_ms = 0
        self._again_ms = 0

    def hear(self, probability: float) -> Turn | None:
        """Take the next window."""
        voiced = probability >= VOICED
        return self._inside(voiced=voiced) if self.speaking else self._outside(voiced=voiced)

    def end(self) -> None:
        """The turn is taken; what follows is new."""
        self.speaking = self.paused = False
        self.voiced_ms = self.onset_ms = self._again_ms = 0

    def _outside(self, *, voiced: bool) -> Turn | None:
        self.silence_ms = 0 if voiced else self.silence_ms + WINDOW_MS
        if voiced:
            self.voiced_ms += WINDOW_MS
        elif self.silence_ms >= FORGET_MS:
            self.voiced_ms = self.onset_ms = 0
        if self.voiced_ms:
            self.onset_ms += WINDOW_MS
        if self.voiced_ms < START_MS:
            return None
        self.speaking = True
        return Turn.STARTED

    def _inside(self, *, voiced: bool) -> Turn | None:
        if voiced:
            self.voiced_ms += WINDOW_MS
            self._again_ms += WINDOW_MS
            if self.paused and self._again_ms < RETURN_MS:
                self.silence_ms += WINDOW_MS
                return None
            self.silence_ms = 0
            returned, self.paused = self.paused, False
            return Turn.RETURNED if returned else None
        self._again_ms = 0
        self.silence_ms += WINDOW_MS
        if self.paused or self.silence_ms < PAUSE_MS:
            return None
        self.paused = True
        return Turn.PAUSED
