from functools import cache

import pytest

from containers.media_stream.speech.vad import THRESHOLD, WINDOW_MS, Silero, SileroModel, voiced
from tests.containers.media_stream.speech.clips import frames, noise, silence, spoken, tone


@cache
def model() -> SileroModel:
    return SileroModel()


def heard(audio: bytes) -> list[float]:
    silero = Silero(model())
    return [probability for frame in frames(audio) for probability in silero.hear(frame)]


@pytest.mark.parametrize(
    ("text", "language", "least"),
    [("Sí.", "es", 192), ("No.", "es", 192), ("Yes.", "en", 192), ("Buenas tardes, ¿con quién hablo?", "es", 1200)],
)
def test_speech_is_voice(text: str, language: str, least: int) -> None:
    assert sum(voiced(model(), spoken(text, language))) * WINDOW_MS >= least


@pytest.mark.parametrize(
    "audio", [silence(2), noise(2), tone(440, 2), tone(1000, 2)], ids=["silence", "noise", "440 Hz", "1000 Hz"]
)
def test_what_is_no_speech_is_no_voice(audio: bytes) -> None:
    assert not any(voiced(model(), audio))


def test_voice_is_noticed_in_time_to_answer_and_to_yield() -> None:
    probabilities = heard(silence(1) + spoken("Espere, le quiero preguntar algo primero.", "es") + silence(1))
    voiced = [index * WINDOW_MS for index, one in enumerate(probabilities) if one >= THRESHOLD]
    assert 1000 - WINDOW_MS < voiced[0] <= 1300
    assert max(probabilities[-15:]) < THRESHOLD


def test_a_window_is_judged_as_soon_as_it_is_whole() -> None:
    silero = Silero(model())
    assert [len(silero.hear(frame)) for frame in frames(silence(0.16))] == [0, 1, 0, 1, 1, 0, 1, 1]


def test_it_does_not_matter_how_audio_is_cut() -> None:
    audio = spoken("No me interesa, muchas gracias.", "es")
    assert heard(audio) == Silero(model()).hear(audio)


def test_calls_do_not_hear_each_other() -> None:
    first, second = Silero(model()), Silero(model())
    said = spoken("Yes.", "en")
    together = [(first.hear(frame), second.hear(silence(0.02))) for frame in frames(said)]
    assert [one for both in together for one in both[0]] == heard(said)
    assert max(one for both in together for one in both[1]) < THRESHOLD
