"""What a media stream was told to play: 8,000 bytes a second, in order, with marks between."""

from collections import deque

from local.vendors.twilio.audio import FRAME, FRAME_MS, RATE, SILENCE


class Playback:
    """The buffer of one stream.

    Attributes:
        played: bytes, since the stream began.
        most_ms: the longest that the customer's server was ahead.
        underruns: how often it ran dry in the middle of speech: audio came again within `GAP_MS`.
    """

    GAP_MS = 200

    def __init__(self) -> None:
        self._audio = bytearray()
        self._marks: deque[tuple[int, str]] = deque()
        self._received = 0
        self._dry_ms: int | None = None
        self.played = 0
        self.most_ms = 0
        self.underruns = 0

    def add(self, audio: bytes) -> None:
        """Audio of any length."""
        if self._dry_ms is not None and self._dry_ms <= self.GAP_MS:
            self.underruns += 1
        self._dry_ms = None
        self._audio += audio
        self._received += len(audio)
        self.most_ms = max(self.most_ms, len(self._audio) * 1000 // RATE)

    def mark(self, name: str) -> list[str]:
        """A mark after what was added; those that are reached already."""
        self._marks.append((self._received, name))
        return self._reached()

    def clear(self) -> list[str]:
        """Throw away the rest; the marks that were pending."""
        self._received = self.played
        self._audio.clear()
        self._dry_ms = None
        pending = [name for _, name in self._marks]
        self._marks.clear()
        return pending

    def next(self) -> tuple[bytes, list[str]]:
        """The next 20 ms, and the marks that are reached with them."""
        frame = bytes(self._audio[:FRAME])
        del self._audio[:FRAME]
        self.played += len(frame)
        if frame:
            self._dry_ms = None if self._audio else 0
        elif self._dry_ms is not None:
            self._dry_ms += FRAME_MS
        return frame + SILENCE[len(frame) :], self._reached()

    def _reached(self) -> list[str]:
        reached = []
        while self._marks and self._marks[0][0] <= self.played:
            reached.append(self._marks.popleft()[1])
        return reached
