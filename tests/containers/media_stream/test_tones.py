"""A beep is one pure tone of the right length; speech, noise and a dial tone are none."""

import numpy as np
import pytest

from containers.media_stream.speech.mulaw import mulaw_of
from containers.media_stream.tones import Beeps

RNG = np.random.default_rng(1)


def sound(seconds: float, *hertz: float, loud: float = 0.25, noise: float = 0.0) -> bytes:
    at = np.arange(int(seconds * 8000)) / 8000
    waves = sum((np.sin(2 * np.pi * one * at) for one in hertz), np.zeros(len(at)))
    mixed = loud * waves / max(len(hertz), 1) + noise * RNG.standard_normal(len(at))
    return mulaw_of((np.clip(mixed, -1, 1) * 32767).astype(np.int16))


def beeps(audio: bytes) -> int:
    listening = Beeps()
    audio = b"\xff" * 1600 + audio + b"\xff" * 1600
    return sum(listening.hear(audio[start : start + 160]) for start in range(0, len(audio) - 159, 160))


@pytest.mark.parametrize("hertz", [440, 800, 1000, 1400, 1980])
@pytest.mark.parametrize("seconds", [0.25, 0.5, 0.9])
def test_a_beep_is_heard_when_it_ends(hertz: float, seconds: float) -> None:
    assert beeps(sound(seconds, hertz)) == 1
    assert beeps(sound(seconds, hertz, noise=0.01)) == 1


@pytest.mark.parametrize(
    "audio",
    [
        sound(0.14, 1000),
        sound(1.3, 440),
        sound(0.5, 300),
        sound(0.5, 2500),
        sound(0.5, 1000, loud=0.005),
        sound(0.5, 697, 1209),
        sound(0.5, 180, 360, 540, 720, 900),
        sound(2, noise=0.1),
        sound(2),
    ],
    ids=["short", "dial tone", "low", "high", "faint", "a key", "a vowel", "noise", "silence"],
)
def test_anything_else_is_no_beep(audio: bytes) -> None:
    assert beeps(audio) == 0
