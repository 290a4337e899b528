import asyncio
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest

from containers.media_stream.speech.vad import THRESHOLD, WAIT_S, WINDOW_MS, Silero, SileroModel, Together, voiced
from tests.containers.media_stream.speech.clips import frames, noise, silence, spoken, tone
from tests.containers.media_stream.virtual import virtually


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


class Counted(SileroModel):
    """Remembers how many windows it judged in each run."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[int] = []

    def judge(self, windows: Sequence[bytes], states: Any) -> tuple[list[float], Any]:
        self.runs.append(len(windows))
        return super().judge(windows, states)


@cache
def clips() -> tuple[bytes, ...]:
    said = (
        spoken("No me interesa, muchas gracias.", "es"),
        spoken("Yes.", "en"),
        spoken("Buenas tardes, ¿con quién hablo?", "es"),
        noise(2),
        silence(2),
        silence(0.7) + spoken("Please stop calling me.", "en"),
        tone(440, 1),
    )
    return tuple((clip + silence(3))[: 8000 * 3] for clip in said)


def test_together_every_call_hears_to_the_last_bit_what_it_hears_alone() -> None:
    """Also when frames come late and in heaps, as they do from a network."""
    model = Counted()

    async def listen(together: Together, clip: bytes, number: int) -> list[tuple[float, ...]]:
        member, judged = together.join(), []
        await asyncio.sleep(number * 0.001)
        for count, frame in enumerate(frames(clip)):
            member.hear(frame, lambda found: judged.append(tuple(found)))
            if count % (number + 1) == 0:
                await asyncio.sleep(0.02 * (number + 1))
        await asyncio.sleep(WAIT_S)
        return judged

    async def play() -> list[list[tuple[float, ...]]]:
        together = Together(model)
        return await asyncio.gather(*(listen(together, clip, number) for number, clip in enumerate(clips())))

    for clip, judged in zip(clips(), virtually(play), strict=True):
        alone = Silero(model)
        assert judged == [tuple(alone.hear(frame)) for frame in frames(clip)]
    assert max(model.runs) > 3


def test_who_is_alone_never_waits_and_nobody_waits_longer_than_a_quarter_of_a_frame() -> None:
    def at(times: list[float]) -> Callable[[Sequence[float]], None]:
        return lambda _found: times.append(asyncio.get_running_loop().time())

    async def call(together: Together, after: float) -> list[float]:
        member = together.join()
        asked: list[float] = []
        told: list[float] = []
        await asyncio.sleep(after)
        for frame in frames(clips()[0]):
            asked.append(asyncio.get_running_loop().time())
            member.hear(frame, at(told))
            await asyncio.sleep(0.02)
        return [one - other for one, other in zip(told, asked, strict=True)]

    async def play(calls: int) -> list[float]:
        together = Together(model())
        waits = await asyncio.gather(*(call(together, number * 0.004) for number in range(calls)))
        return [wait for one in waits for wait in one]

    assert set(virtually(lambda: play(1))) == {0.0}
    assert 0 < max(virtually(lambda: play(5))) <= WAIT_S + 1e-6


def test_many_calls_cost_few_runs() -> None:
    counted = Counted()

    async def call(together: Together, after: float) -> None:
        member = together.join()
        await asyncio.sleep(after)
        for frame in frames(silence(1)):
            member.hear(frame, lambda _found: None)
            await asyncio.sleep(0.02)

    async def play() -> None:
        together = Together(counted)
        await asyncio.gather(*(call(together, number * 0.001) for number in range(20)))

    virtually(play)
    assert sum(counted.runs) == 20 * 31
    assert len(counted.runs) <= 1.05 / WAIT_S
