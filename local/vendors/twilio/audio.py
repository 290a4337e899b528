"""Telephone audio: 8 kHz mono mu-law (G.711), one byte for each sample, 20 ms frames."""

import io
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 8000
FRAME = 160
FRAME_SECONDS = 0.02
FRAME_MS = 20
SILENCE = b"\xff" * FRAME

VOICED = 250
"""Mean magnitude of 16-bit samples above which 20 ms count as sound."""

Samples = NDArray[np.int16]


def _decoded() -> Samples:
    """The sample of every code: sign, three bits of exponent, four of mantissa, all inverted (ITU-T G.711)."""
    code = ~np.arange(256, dtype=np.int32) & 0xFF
    magnitude = (((code & 0x0F) << 3) + 0x84) << ((code & 0x70) >> 4)
    return np.where(code & 0x80, 0x84 - magnitude, magnitude - 0x84).astype(np.int16)


def _encoded() -> NDArray[np.uint8]:
    """The code of every sample, at the sample's own place in unsigned 16 bits."""
    sample = np.arange(65536, dtype=np.int32).astype(np.uint16).astype(np.int16).astype(np.int32)
    magnitude = np.minimum(np.abs(sample), 32635) + 132
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    codes: NDArray[np.uint8] = (~(np.where(sample < 0, 0x80, 0) | exponent << 4 | mantissa) & 0xFF).astype(np.uint8)
    return codes


DECODED, ENCODED = _decoded(), _encoded()


def decode(mulaw: bytes) -> Samples:
    """16-bit samples of mu-law."""
    return DECODED[np.frombuffer(mulaw, np.uint8)]


def encode(samples: Samples) -> bytes:
    """Mu-law of 16-bit samples."""
    return ENCODED[samples.view(np.uint16)].tobytes()


def loudness(mulaw: bytes) -> float:
    """Mean magnitude of the samples."""
    return float(np.abs(decode(mulaw).astype(np.int32)).mean()) if mulaw else 0.0


def is_voiced(frame: bytes) -> bool:
    """Whether a frame holds sound."""
    return frame != SILENCE and loudness(frame) > VOICED


def is_tone(frame: bytes) -> bool:
    """Whether nearly all energy of a frame is at one frequency."""
    power = np.abs(np.fft.rfft(decode(frame) * np.hanning(FRAME))) ** 2
    peak = int(power.argmax())
    return bool(power.sum()) and float(power[max(0, peak - 2) : peak + 3].sum() / power.sum()) > 0.95  # noqa: PLR2004


def tone(hertz: float, seconds: float) -> bytes:
    """A pure tone."""
    moments = np.arange(int(seconds * RATE)) / RATE
    return encode((9000 * np.sin(2 * np.pi * hertz * moments)).astype(np.int16))


def noisy(frame: bytes, level: float, source: np.random.Generator) -> bytes:
    """A frame with noise; level is its standard deviation in 16-bit samples."""
    mixed = decode(frame) + source.normal(0, level, len(frame))
    return encode(np.clip(mixed, -32768, 32767).astype(np.int16))


def framed(mulaw: bytes) -> bytes:
    """Audio made longer to whole frames."""
    return mulaw + SILENCE[: -len(mulaw) % FRAME]


def read_wav(content: bytes) -> bytes:
    """Mu-law of a WAV file with mono 16-bit samples at 8 or 16 kHz.

    Raises:
        ValueError: it is another one.
    """
    try:
        with wave.open(io.BytesIO(content)) as clip:
            shape = (clip.getnchannels(), clip.getsampwidth(), clip.getframerate())
            samples = np.frombuffer(clip.readframes(clip.getnframes()), "<i2")
    except (wave.Error, EOFError) as error:
        raise ValueError(f"no WAV: {error}") from None
    if shape not in {(1, 2, RATE), (1, 2, 2 * RATE)}:
        raise ValueError("mono 16-bit samples at 8 or 16 kHz are expected")
    if shape[2] == 2 * RATE:
        pairs = samples[: len(samples) // 2 * 2].reshape(-1, 2).astype(np.int32)
        samples = pairs.mean(axis=1).astype(np.int16)
    return encode(np.ascontiguousarray(samples, dtype=np.int16))


def stereo_wav(left: bytes, right: bytes) -> bytes:
    """A WAV of two mu-law tracks of the same length."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.column_stack((decode(left), decode(right))).astype("<i2").tobytes())
    return written.getvalue()


def save(file: Path, content: bytes) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
