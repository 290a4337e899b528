"""The beep of a voicemail: one pure tone between 400 and 2000 Hz, for 0.2 to 1.0 s."""

import numpy as np

from containers.media_stream.ports import FRAME_MS, SAMPLE_RATE
from containers.media_stream.speech.mulaw import samples_of

LOWEST_HZ, HIGHEST_HZ = 400, 2000
SHORTEST_MS, LONGEST_MS = 200, 1000
PURITY = 0.9
"""Share of a frame's power around its strongest frequency: speech has harmonics and stays below."""
QUIETEST = 0.01
"""-40 dB of full scale."""

_FRAME = SAMPLE_RATE * FRAME_MS // 1000
_HERTZ = SAMPLE_RATE / _FRAME
_WINDOW = np.hanning(_FRAME).astype(np.float32)
_AROUND = 2
_DRIFT = 1


class Beeps:
    """Listens to one call. Between tones it looks at every other frame only."""

    def __init__(self) -> None:
        self._ms = 0
        self._pitch = 0
        self._skip = False

    def hear(self, frame: bytes) -> bool:
        """Take 20 ms; whether a beep has just ended."""
        self._skip = not self._skip and not self._ms
        if self._skip:
            return False
        pitch = _pitch(frame)
        if pitch and (not self._ms or abs(pitch - self._pitch) <= _DRIFT):
            self._ms += FRAME_MS if self._ms else 2 * FRAME_MS
            self._pitch = pitch
            return False
        ended, self._ms = self._ms, 0
        return SHORTEST_MS <= ended <= LONGEST_MS


def _pitch(frame: bytes) -> int:
    """The band of a pure tone; 0 where there is none."""
    samples = samples_of(frame)
    if np.abs(samples).max() < QUIETEST:
        return 0
    power = np.abs(np.fft.rfft(samples * _WINDOW)) ** 2
    peak = int(power.argmax())
    around = power[max(peak - _AROUND, 0) : peak + _AROUND + 1].sum()
    in_range = LOWEST_HZ <= peak * _HERTZ <= HIGHEST_HZ
    return peak if in_range and around >= PURITY * power.sum() else 0
