"""What people say, as mu-law audio of a telephone; and what is no speech."""

from functools import cache

import numpy as np
import py_nanotts
import soxr

from containers.media_stream.speech.mulaw import SILENCE, mulaw_of

RATE = 8000
FRAME = 160
VOICES = {"es": "es-ES", "en": "en-US"}


@cache
def spoken(text: str, language: str) -> bytes:
    wide = np.frombuffer(py_nanotts.NanoTTS().speak(text, voice=VOICES[language], volume=0.4), np.int16)
    return mulaw_of(soxr.resample(wide, 2 * RATE, RATE))


def silence(seconds: float) -> bytes:
    return bytes([SILENCE]) * int(seconds * RATE)


def noise(seconds: float, loudness: float = 300) -> bytes:
    return mulaw_of(np.random.default_rng(1).normal(0, loudness, int(seconds * RATE)).astype(np.int16))


def tone(hertz: float, seconds: float) -> bytes:
    return mulaw_of((9000 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)).astype(np.int16))


def frames(audio: bytes) -> list[bytes]:
    return [audio[at : at + FRAME] for at in range(0, len(audio), FRAME)]
