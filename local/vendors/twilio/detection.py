"""Answering machine detection: from how long somebody speaks at first. It errs as the real one does.

A person with a long greeting is taken for a machine. Source: twilio.com/docs/voice/answering-machine-detection
"""

import asyncio

from local.vendors.twilio.audio import FRAME_SECONDS, is_tone, is_voiced
from local.vendors.twilio.line import Said
from local.vendors.twilio.orders import Detection

BEEP_SECONDS = 0.2


class Detector:
    """Listens to one call.

    Attributes:
        result: what it makes of it, once it knows.
        seconds: how long it took.
    """

    def __init__(self, wanted: Detection) -> None:
        self.wanted = wanted
        self.result: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.seconds = 0.0
        self._spoke = self._silent = self._beeped = 0.0
        self._is_machine = False

    def hear(self, said: Said, heard: bytes, at_ms: int) -> None:
        """20 ms of the party."""
        del heard, at_ms
        if self.result.done():
            return
        self.seconds += FRAME_SECONDS
        if found := self._judge(said.frame):
            self.result.set_result(found)

    def _judge(self, frame: bytes) -> str | None:
        voiced = is_voiced(frame)
        self._beeped = self._beeped + FRAME_SECONDS if voiced and is_tone(frame) else 0.0
        self._silent = 0.0 if voiced else self._silent + FRAME_SECONDS
        if voiced:
            self._spoke += FRAME_SECONDS
        self._is_machine = self._is_machine or self._spoke > self.wanted.speech_threshold
        if self._is_machine:
            return self._of_machine()
        if not self._spoke:
            return "unknown" if self._silent >= self.wanted.silence_timeout else self._late()
        return "human" if self._silent >= self.wanted.speech_end else self._late()

    def _of_machine(self) -> str | None:
        if not self.wanted.until_the_end:
            return "machine_start"
        if self._beeped >= BEEP_SECONDS:
            return "machine_end_beep"
        return "machine_end_silence" if self._silent >= self.wanted.speech_end else self._late()

    def _late(self) -> str | None:
        return "unknown" if self.seconds >= self.wanted.timeout else None
