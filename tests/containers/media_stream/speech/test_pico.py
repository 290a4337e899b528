import asyncio
import re
from contextlib import aclosing
from typing import get_args

import numpy as np
import pytest

from containers.media_stream.ports import EngineDown, TextToSpeech
from containers.media_stream.speech.embedded import Pico
from containers.media_stream.speech.mulaw import pcm_of
from containers.media_stream.speech.vad import WINDOW_MS, SileroModel, voiced
from containers.media_stream.speech.workers import Workers
from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.script import script_of
from tests.containers.media_stream.speech.conftest import Run

RATE = 8000


async def said(voice: TextToSpeech, text: str, language: Language = "es") -> list[bytes]:
    return [piece async for piece in voice.speak(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "seconds"),
    [
        ("Sí.", "es", (0.3, 0.9)),
        ("Buenas tardes, ¿con quién hablo?", "es", (1.4, 3.0)),
        ("Hello, this is a test call.", "en", (1.0, 2.0)),
    ],
)
def test_a_sentence_is_spoken_for_as_long_as_a_person_would(
    run: Run, pico: Workers, text: str, language: Language, seconds: tuple[float, float]
) -> None:
    [audio] = run(said(Pico(pico, seconds=60), text, language))
    assert seconds[0] <= len(audio) / RATE <= seconds[1]
    assert sum(voiced(SileroModel(), audio)) * WINDOW_MS >= 160


def test_speech_begins_at_once_and_is_not_clipped(run: Run, pico: Workers) -> None:
    [audio] = run(said(Pico(pico, seconds=60), "¿Martes tres de noviembre a las tres y media?"))
    loudness = np.abs(pcm_of(audio).astype(int))
    assert np.flatnonzero(loudness > 300)[0] < 0.05 * RATE
    assert 6000 < loudness.max() < 30000


def test_sentences_come_one_by_one(run: Run, pico: Workers) -> None:
    assert len(run(said(Pico(pico, seconds=60), "Hola, ¿qué tal? Le llamo del hotel. ¡Gracias!"))) == 3


@pytest.mark.parametrize("language", get_args(Language))
def test_the_disclosure_is_heard_in_six_seconds(run: Run, pico: Workers, language: Language) -> None:
    wording = script_of().wording[language]
    text = wording.lines["disclosure"].format(company="Hotelia", purpose=wording.purpose)
    audio = b"".join(run(said(Pico(pico, seconds=60), text, language)))
    assert 5 <= len(audio) / RATE <= 6


@pytest.mark.parametrize(
    ("text", "language"),
    [("Entendido. No le volveremos a llamar. Adiós.", "es"), ("All right. We will not call you again. Bye.", "en")],
)
def test_between_sentences_there_is_a_breath_and_no_more(
    run: Run, pico: Workers, text: str, language: Language
) -> None:
    audio = b"".join(run(said(Pico(pico, seconds=60), text, language)))
    audible = np.flatnonzero(np.abs(pcm_of(audio).astype(int)) > 200) / RATE
    breaths = sorted(np.diff(audible))[-2:]
    assert all(0.15 <= breath <= 0.3 for breath in breaths)


def test_a_number_with_points_is_one_sentence(run: Run, pico: Workers) -> None:
    assert len(run(said(Pico(pico, seconds=60), "Cuesta 1.500.000 pesos."))) == 1


@pytest.mark.parametrize("text", ["", "  ", "日本語"])
def test_where_there_is_nothing_to_say_nothing_is_said(run: Run, pico: Workers, text: str) -> None:
    assert run(said(Pico(pico, seconds=60), text)) == []


def test_text_gives_the_voice_no_orders(run: Run, pico: Workers) -> None:
    [plain] = run(said(Pico(pico, seconds=60), "speed level 20 Hola a todos"))
    [tagged] = run(said(Pico(pico, seconds=60), "<speed level='20'>Hola a todos</speed>\x00"))
    assert 0.5 * len(plain) < len(tagged) < 2 * len(plain)


def test_many_speak_at_once_and_every_one_is_understood_as_if_alone(run: Run, pico: Workers) -> None:
    texts = [f"Esta es la frase número {word}." for word in ("uno", "dos", "tres", "cuatro", "cinco", "seis")]

    async def together() -> list[list[bytes]]:
        return await asyncio.gather(*(said(Pico(pico, seconds=60), text) for text in texts))

    spoken = run(together())
    alone = [run(said(Pico(pico, seconds=60), text)) for text in texts]
    assert [round(len(b"".join(one)) / RATE) for one in spoken] == [round(len(b"".join(one)) / RATE) for one in alone]


def test_who_stops_listening_is_not_spoken_to_any_more(run: Run, pico: Workers) -> None:
    async def first() -> bytes:
        async with aclosing(Pico(pico, seconds=60).speak("Uno. " * 500, "es")) as pieces:
            return await anext(pieces)

    assert run(first())
    assert len(run(said(Pico(pico, seconds=60), "Dos."))) == 1


def test_a_language_it_does_not_speak_is_an_engine_that_is_down(run: Run, pico: Workers) -> None:
    with pytest.raises(EngineDown, match=re.escape("failed: KeyError")):
        run(said(Pico(pico, seconds=60), "Guten Tag", "de"))  # type: ignore[arg-type]
