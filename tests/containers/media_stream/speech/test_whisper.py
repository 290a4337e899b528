import os
import signal

import pytest

from containers.media_stream.ports import EngineDown, Transcript
from containers.media_stream.speech import whisper as engine
from containers.media_stream.speech.embedded import Whisper
from containers.media_stream.speech.wheels import WrongModelError
from containers.media_stream.speech.workers import Workers
from functions.calls.domain.conversation.actions import Language
from tests.containers.media_stream.speech.clips import noise, silence, spoken, tone
from tests.containers.media_stream.speech.conftest import Run


async def heard(whisper: Workers, audio: bytes, language: Language) -> Transcript:
    listening = await Whisper(whisper, seconds=60).listen(language)
    listening.feed(audio[:160])
    transcript = await listening.transcribe(audio)
    await listening.close()
    return transcript


@pytest.mark.parametrize(
    ("language", "said", "text"),
    [
        ("es", "Sí.", "sí"),
        ("es", "No.", "no"),
        ("es", "Por favor, no me vuelvan a llamar.", "por favor no me vuelvan a llamar"),
        ("es", "Claro, el martes a las tres me queda bien.", "claro el martes a las tres me queda bien"),
        ("en", "Yes.", "yes"),
        ("en", "No, thank you.", "no thank you"),
        ("en", "Can I talk to a real person?", "can i talk to a real person"),
        ("en", "Sure, Tuesday at three works for me.", "sure tuesday at three works for me"),
    ],
)
def test_it_hears_what_is_said(run: Run, whisper: Workers, language: Language, said: str, text: str) -> None:
    transcript = run(heard(whisper, silence(0.3) + spoken(said, language), language))
    words = "".join(sign for sign in transcript.text.casefold() if sign.isalnum() or sign == " ")
    assert words == text
    assert 0.2 < transcript.confidence <= 1
    assert transcript.engine == "embedded:whisper-base"


@pytest.mark.parametrize(
    "audio",
    [b"", silence(3), noise(3), noise(3, 1500), tone(440, 3), tone(1000, 0.5)],
    ids=["nothing", "silence", "noise", "loud noise", "440 Hz", "beep"],
)
def test_what_is_no_speech_has_no_text(run: Run, whisper: Workers, audio: bytes) -> None:
    assert run(heard(whisper, audio, "en")).text == ""


def test_more_than_it_can_hear_at_once_is_heard_as_far_as_it_goes(run: Run, whisper: Workers) -> None:
    speech = spoken("Can I talk to a real person?", "en") + silence(30)
    assert run(heard(whisper, speech, "en")).text == "Can I talk to a real person?"


def test_who_asks_a_recogniser_that_dies_learns_it_at_once(run: Run, whisper: Workers) -> None:
    os.kill(whisper.pids[0], signal.SIGKILL)
    with pytest.raises(EngineDown):
        run(heard(whisper, spoken("No.", "es"), "es"))


def test_a_model_that_was_not_tested_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine.SHA256, "config.json", "00")
    with pytest.raises(WrongModelError, match=r"config\.json"):
        engine._files()
