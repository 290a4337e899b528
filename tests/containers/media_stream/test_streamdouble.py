"""An independent telephone, streamdouble, on the real socket: interruption, keys, an abrupt end, no violation."""

import asyncio
import wave
from pathlib import Path

import numpy as np
from streamdouble.api import CallReport, run_scenario
from streamdouble.scenario import parse
from streamdouble.session import SessionConfig

from containers.media_stream.speech.mulaw import pcm_of
from functions.calls.domain.conversation.actions import HangUp, Hush
from functions.calls.domain.conversation.observations import Connected, Heard, Interrupted, Played, Pressed
from tests.containers.media_stream.stage import LOUD, say
from tests.containers.media_stream.test_sockets import CALL_ID, Running, running

LONG = "Le llamo de Hotel Brisa para contarle una oferta que le puede interesar mucho"


def wav(path: Path, seconds: float) -> Path:
    """A voice, as far as the telephone knows."""
    with wave.open(str(path), "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(8000)
        clip.writeframes(np.tile(pcm_of(LOUD), round(seconds * 50)).tobytes())
    return path


async def placed(process: Running, folder: Path, steps: list[object]) -> CallReport:
    wav(folder / "voice.wav", 1.0)
    parameters = {"token": "good", "call_id": CALL_ID}
    config = SessionConfig(custom_parameters=parameters, quiet_period_s=0.3, max_drain_s=1)
    process.desk.call_sid = None  # it makes its own
    process.gate._signatures = Unsigned()  # type: ignore[assignment]  # streamdouble signs nothing
    return await run_scenario(process.url, parse({"name": "s", "steps": steps}, base_dir=folder), config=config)


class Unsigned:
    """Lets in who signs nothing."""

    configured = True

    def valid(self, _url: str, _signature: str) -> bool:
        return True


def test_who_interrupts_is_heard_and_who_presses_nine_is_let_go(tmp_path: Path) -> None:
    async def play() -> None:
        async with running() as process:
            process.script.decide = lambda seen: (
                [say(LONG)]
                if isinstance(seen, Connected)
                else [say("Dígame", "t2.1")]
                if isinstance(seen, Heard)
                else [Hush(), say("Adiós", "bye", interruptible=False), HangUp(after="bye")]
                if isinstance(seen, Pressed)
                else []
            )
            steps = [
                {"wait_for": "audio"}, {"wait": 0.8}, {"say": "voice.wav"}, {"expect": "clear"}, {"wait_for": "mark"},
                {"wait": 0.3}, {"expect": "no_violations"}, {"dtmf": "9"}, {"wait": 1.2},
            ]  # fmt: skip
            report = await placed(process, tmp_path, list(steps))
            assert report.violations == []
            assert report.result.failed_expectations == []
            assert 1400 <= (report.time_to_first_audio_ms or 0) <= 1900
            assert [type(one) for one in process.script.seen] == [
                Connected, Interrupted, Heard, Played, Pressed, Played,
            ]  # fmt: skip
            assert process.desk.finished[0].ending == "closed"

    asyncio.run(play())


def test_a_call_that_drops_without_a_word_is_lost_and_finished(tmp_path: Path) -> None:
    async def play() -> None:
        async with running() as process:
            report = await placed(process, tmp_path, [{"wait_for": "audio"}, "hangup"])
            await process.attendant.empty.wait()
            assert report.violations == []
            assert process.desk.finished[0].ending == "lost"

    asyncio.run(play())
