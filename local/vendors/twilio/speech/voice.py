"""The program that speaks: SVOX Pico, 16 kHz, brought down to the telephone's 8."""

import os
import sys

import numpy as np
import py_nanotts
import soxr

from local.vendors.twilio.audio import encode
from local.vendors.twilio.speech.worker import read, write

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
        write(sys.stdout.buffer, {}, encode(np.clip(samples, -32768, 32767).astype(np.int16)))


if __name__ == "__main__":
    main()
