import asyncio
import logging
from contextlib import aclosing
from typing import Any

import pytest

from containers.media_stream.ports import EngineDown
from containers.media_stream.speech.elevenlabs import SILENT_SECONDS, ElevenLabs
from containers.media_stream.speech.vad import WINDOW_MS, SileroModel, voiced
from functions.calls.domain.conversation.actions import Language
from tests.local.vendors.serving import Served


def engine(
    vendor: Served, key: str = "test", model: str = "eleven_flash_v2_5", silent_seconds: float = 60
) -> ElevenLabs:
    voices: dict[Language, str] = {"es": "a voice", "en": "another voice"}
    return ElevenLabs(key, base_url=vendor.url, model=model, voices=voices, silent_seconds=silent_seconds)


def said(voice: ElevenLabs, text: str, language: Language = "es") -> list[bytes]:
    async def pieces() -> list[bytes]:
        return [piece async for piece in voice.speak(text, language)]

    return asyncio.run(pieces())


def test_a_sentence_comes_in_pieces_as_audio_of_a_telephone(simulated_elevenlabs: Served) -> None:
    voice = engine(simulated_elevenlabs)
    pieces = said(voice, "Buenas tardes, ¿con quién hablo?")
    assert voice.name == "elevenlabs:eleven_flash_v2_5"
    assert len(pieces) > 1
    assert sum(voiced(SileroModel(), b"".join(pieces))) * WINDOW_MS > 1000


def test_it_is_told_a_space_the_text_and_the_end(simulated_elevenlabs: Served) -> None:
    said(engine(simulated_elevenlabs), " Hola ")
    messages: list[dict[str, Any]] = simulated_elevenlabs.administer("GET", "behaviour")["told"]
    assert [(one["text"], one["flush"]) for one in messages] == [(" ", False), ("Hola ", True), ("", False)]


def test_nothing_is_said_without_text_and_nobody_is_called(simulated_elevenlabs: Served) -> None:
    before = simulated_elevenlabs.administer("GET", "behaviour")["opened"]
    assert said(engine(simulated_elevenlabs), "  ") == []
    assert simulated_elevenlabs.administer("GET", "behaviour")["opened"] == before


def test_who_has_heard_enough_hangs_up(simulated_elevenlabs: Served) -> None:
    async def first() -> bytes:
        async with aclosing(engine(simulated_elevenlabs).speak("Uno. Dos. Tres. Cuatro.", "es")) as pieces:
            return await anext(pieces)

    assert asyncio.run(first())


def test_an_engine_that_says_nothing_is_down(simulated_elevenlabs: Served) -> None:
    simulated_elevenlabs.administer("PUT", "behaviour", silent=True)
    with pytest.raises(EngineDown, match=r"silent|hung up"):
        said(engine(simulated_elevenlabs, silent_seconds=SILENT_SECONDS), "Hola, buenas tardes")


@pytest.mark.parametrize("after", [0, 1, 2])
def test_an_engine_that_hangs_up_before_the_end_is_down(simulated_elevenlabs: Served, after: int) -> None:
    simulated_elevenlabs.administer("PUT", "behaviour", hangs_up_after=after)
    with pytest.raises(EngineDown, match="hung up"):
        said(engine(simulated_elevenlabs), "Hola, buenas tardes")


def test_a_wrong_key_is_an_engine_that_is_down_and_no_log_tells_a_key(
    simulated_elevenlabs: Served, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(EngineDown, match="refuses: invalid_api_key") as refused:
        said(engine(simulated_elevenlabs, "a-very-secret-key"), "Hola")
    assert "a-very-secret-key" not in caplog.text + "".join(capfd.readouterr()) + str(refused.value)


def test_what_it_does_not_know_is_an_engine_that_is_down(simulated_elevenlabs: Served) -> None:
    with pytest.raises(EngineDown, match="refuses with 400"):
        said(engine(simulated_elevenlabs, model="eleven_99"), "Hola")
