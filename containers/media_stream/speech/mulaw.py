"""G.711 mu-law, the audio of telephones, to and from samples; by tables, since Python 3.13 has no `audioop`."""

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
"""Mono audio between -1 and 1."""

Pcm = npt.NDArray[np.int16]

SILENCE = 0xFF
FULL_SCALE = 32768.0
_BIAS = 0x84
_LOUDEST = 32635


def _decoding() -> Pcm:
    code = ~np.arange(256) & 0xFF
    magnitude = (((code & 0x0F) << 3) + _BIAS << ((code & 0x70) >> 4)) - _BIAS
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)


def _encoding() -> npt.NDArray[np.uint8]:
    sample: npt.NDArray[np.int32] = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    magnitude = np.minimum(np.abs(sample), _LOUDEST) + _BIAS
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    code: npt.NDArray[np.int32] = np.where(sample < 0, 0x80, 0) | exponent << 4 | magnitude >> exponent + 3 & 0x0F
    return (~code & 0xFF).astype(np.uint8)


_PCM_OF = _decoding()
_SAMPLE_OF = _PCM_OF.astype(np.float32) / np.float32(FULL_SCALE)
_CODE_OF = _encoding()


def samples_of(mulaw: bytes) -> Samples:
    """The samples of mu-law audio."""
    return _SAMPLE_OF[np.frombuffer(mulaw, np.uint8)]


def pcm_of(mulaw: bytes) -> Pcm:
    """The 16-bit samples of mu-law audio."""
    return _PCM_OF[np.frombuffer(mulaw, np.uint8)]


def mulaw_of(pcm: Pcm) -> bytes:
    """16-bit samples as mu-law audio."""
    return _CODE_OF[pcm.view(np.uint16)].tobytes()
