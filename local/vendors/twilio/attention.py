"""What somebody hears: when the other speaks, when the other has ended, and what was said."""

from local.vendors.twilio.audio import FRAME_MS, is_voiced

LEAST_VOICED_MS = 120
BEFORE_MS = 200
RATE_MS = 8


class Attention:
    """Attention to one other.

    Attributes:
        speech_ms: sound of the other's utterance so far.
        silent_ms: since the other's last sound.
    """

    def __init__(self) -> None:
        self.speech_ms = 0
        self.silent_ms = 0
        self._utterance = bytearray()

    def hear(self, frame: bytes) -> None:
        """20 ms of the other."""
        voiced = is_voiced(frame)
        self.silent_ms = 0 if voiced else self.silent_ms + FRAME_MS
        self.speech_ms += FRAME_MS if voiced else 0
        self._utterance += frame
        if not self.speech_ms:
            del self._utterance[: -BEFORE_MS * RATE_MS]

    @property
    def has_utterance(self) -> bool:
        """Whether the other has said something that was not taken yet."""
        return self.speech_ms >= LEAST_VOICED_MS

    @property
    def utterance(self) -> bytes:
        """Audio of it."""
        return bytes(self._utterance)

    def forget(self) -> None:
        """It was taken: the next sound begins another."""
        self.speech_ms = 0
        self._utterance.clear()
