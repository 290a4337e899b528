"""What was sent and is not final yet, and what is said of it."""

from dataclasses import dataclass, field
from typing import Any

from local.vendors.deepgram.parameters import Parameters
from local.vendors.twilio.audio import is_voiced
from local.vendors.twilio.speech.worker import Ears

RATE = 8000
FRAME = 160
CONFIDENCE = 0.9
INTERIM_SECONDS = 1.0
LONGEST_SECONDS = 5.0
"""After which silence is called final, too."""


@dataclass
class Hearing:
    """One stream.

    Attributes:
        start: seconds of the stream that are final.
        pending: audio after that.
        quiet: seconds since the last voice.
        voiced: whether there is voice in what is pending.
    """

    asked: Parameters
    ears: Ears
    request_id: str
    start: float = 0.0
    pending: bytearray = field(default_factory=bytearray)
    quiet: float = 0.0
    voiced: bool = False
    shown: float = 0.0

    @property
    def seconds(self) -> float:
        """How much is pending."""
        return len(self.pending) / RATE

    async def take(self, audio: bytes) -> list[dict[str, Any]]:
        """The messages that audio brings about."""
        found: list[dict[str, Any]] = []
        for begin in range(0, len(audio), FRAME):
            found += await self._frame(audio[begin : begin + FRAME])
        return found

    async def finish(self, *, speech_final: bool = False, from_finalize: bool = False) -> dict[str, Any]:
        """What is pending, as final."""
        duration, text = self.seconds, await self._text()
        told = self._results(text, duration, is_final=True, speech_final=speech_final, from_finalize=from_finalize)
        self.start += duration
        self.pending.clear()
        self.voiced, self.shown = False, 0.0
        return told

    async def _frame(self, frame: bytes) -> list[dict[str, Any]]:
        self.pending += frame
        if is_voiced(frame):
            self.voiced, self.quiet = True, 0.0
        else:
            self.quiet += len(frame) / RATE
        if self.voiced and self.asked.silence is not None and self.quiet >= self.asked.silence:
            return [await self.finish(speech_final=True)]
        if not self.voiced and self.seconds >= LONGEST_SECONDS:
            return [await self.finish()]
        if self.asked.interim_results == "true" and self.seconds - self.shown >= INTERIM_SECONDS:
            self.shown = self.seconds
            return [self._results(await self._text(), self.seconds)]
        return []

    async def _text(self) -> str:
        return await self.ears.understand(bytes(self.pending), self.asked.spoken) if self.voiced else ""

    def _results(self, text: str, duration: float, **kind: bool) -> dict[str, Any]:
        flags = {"is_final": False, "speech_final": False, "from_finalize": False, **kind}
        heard = {"transcript": text, "confidence": CONFIDENCE if text else 0.0, "words": self._words(text, duration)}
        return {
            "type": "Results",
            "channel_index": [0, 1],
            "duration": round(duration, 3),
            "start": round(self.start, 3),
            **flags,
            "channel": {"alternatives": [heard]},
            "metadata": {
                "request_id": self.request_id,
                "model_info": {"name": self.asked.model, "version": "simulator", "arch": "simulator"},
                "model_uuid": self.request_id,
            },
        }

    def _words(self, text: str, duration: float) -> list[dict[str, Any]]:
        """As if every word took as long as another."""
        said = text.split()
        step = duration / max(1, len(said))
        return [
            {
                "word": word.lower().strip(".,;:¿?¡!"),
                "start": round(self.start + step * place, 3),
                "end": round(self.start + step * (place + 1), 3),
                "confidence": CONFIDENCE,
            }
            for place, word in enumerate(said)
        ]
