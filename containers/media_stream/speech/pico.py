"""SVOX Pico, the embedded voice: Castilian and American English. Only for a process of its own, see `process`."""

import re

import numpy as np
import py_nanotts
import soxr

from containers.media_stream.speech.frames import Answer, Message
from containers.media_stream.speech.mulaw import Pcm, mulaw_of

VOICES = {"es": "es-ES", "en": "en-US"}

_RATE = 16000
_TELEPHONE = 8000
_VOLUME = 0.5
"""At its own loudness hundreds of samples of a sentence are clipped; at 0.8 some still are."""
_SPEED = 1.25
"""Of its own, which is slow: 5.7 syllables a second in Spanish, and a disclosure of less than 6 s (measured)."""
_AUDIBLE = 200
_LEAD = _RATE * 20 // 1000
_TAIL = _RATE * 60 // 1000
_MARKUP = re.compile(r"[<>\x00-\x1f]")
"""Pico obeys tags, and stops at a NUL."""


def load() -> Answer:
    """What turns a text and a language into mu-law audio."""
    engine = py_nanotts.NanoTTS()

    def answer(question: Message) -> Message:
        told, _ = question
        text = _MARKUP.sub(" ", told["text"])
        wide = engine.speak(text, voice=VOICES[told["language"]], speed=_SPEED, volume=_VOLUME)
        pcm = np.frombuffer(wide, np.int16)
        return {}, mulaw_of(soxr.resample(_trimmed(pcm), _RATE, _TELEPHONE))

    return answer


def _trimmed(pcm: Pcm) -> Pcm:
    """Without the silence that it puts around every text, up to half a second: it would be heard as hesitation."""
    audible = np.flatnonzero(np.abs(pcm.astype(np.int32)) > _AUDIBLE)
    if not len(audible):
        return pcm[:0]
    return pcm[max(0, audible[0] - _LEAD) : audible[-1] + _TAIL]
