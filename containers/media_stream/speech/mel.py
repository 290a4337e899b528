"""The log-mel spectrogram that Whisper hears, in numpy: equal to that of its authors, without their libraries."""

import numpy as np
import numpy.typing as npt

from containers.media_stream.speech.mulaw import Samples

RATE = 16000
BANDS = 80
HOP = 160
_FFT = 400
_FLOOR = 1e-10
_RANGE = 8.0
_LINEAR_STEP = 200 / 3
_LINEAR_UNTIL = 1000.0
_LOG_STEP = float(np.log(6.4)) / 27
"""Slaney's scale: linear to 1 kHz, then 27 steps for a factor of 6.4."""

Features = npt.NDArray[np.float32]


def log_mel(audio: Samples) -> Features:
    """Bands by frames of 10 ms.

    Args:
        audio: at 16 kHz.
    """
    padded = np.pad(audio, _FFT // 2, mode="reflect")
    slices = np.lib.stride_tricks.sliding_window_view(padded, _FFT)[::HOP][: len(audio) // HOP]
    power = np.abs(np.fft.rfft(slices * _WINDOW).astype(np.complex64)) ** 2
    logarithm: Features = np.log10(np.maximum(_FILTERS @ power.T, _FLOOR))
    heard: Features = (np.maximum(logarithm, logarithm.max() - _RANGE) + 4) / 4
    return heard


def _hertz(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    until = _LINEAR_UNTIL / _LINEAR_STEP
    return np.where(mel < until, mel * _LINEAR_STEP, _LINEAR_UNTIL * np.exp(_LOG_STEP * (mel - until)))


def _filters() -> Features:
    top = _LINEAR_UNTIL / _LINEAR_STEP + np.log(RATE / 2 / _LINEAR_UNTIL) / _LOG_STEP
    edges = _hertz(np.linspace(0, top, BANDS + 2))
    distance = edges[:, None] - np.fft.rfftfreq(_FFT, 1 / RATE)
    width = np.diff(edges)[:, None]
    triangles = np.maximum(0, np.minimum(-distance[:-2] / width[:-1], distance[2:] / width[1:]))
    return (triangles * (2 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


_WINDOW = np.hanning(_FFT + 1)[:-1].astype(np.float32)
_FILTERS = _filters()
