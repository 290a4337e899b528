"""The program that speaks: SVOX Pico, 16 kHz, brought down to the telephone's 8."""

import os
import sys
from itertools import groupby

import numpy as np
import py_nanotts
import soxr

from local.vendors.twilio.audio import FRAME, encode, is_voiced
from local.vendors.twilio.speech.worker import read, write

PAUSE_FRAMES = 11
"""Pico pauses for up to a second between sentences, which would be heard as the end of a turn."""

LEVEL = 0.7
"""Pico is loud for a telephone."""


def main() -> None:
    os.nice(10)
    engine = py_nanotts.NanoTTS()
    while True:
        try:
            question, _ = read(sys.stdin.buffer)
        except EOFError:
            return
        pcm = engine.speak(question["text"], voice=question["voice"], pitch=question["pitch"])
        samples = soxr.resample(np.frombuffer(pcm, "<i2"), 16000, 8000).astype(np.float64) * LEVEL
        write(sys.stdout.buffer, {}, brisk(encode(np.clip(samples, -32768, 32767).astype(np.int16))))


def brisk(audio: bytes) -> bytes:
    """Speech without the silence around it, and with pauses as short as people's."""
    frames = [audio[at : at + FRAME] for at in range(0, len(audio), FRAME)]
    kept: list[bytes] = []
    for voiced, run in groupby(frames, key=is_voiced):
        some = list(run)
        kept.extend(some if voiced else some[: PAUSE_FRAMES if kept else 0])
    while kept and not is_voiced(kept[-1]):
        kept.pop()
    return b"".join(kept)


if __name__ == "__main__":
    main()
