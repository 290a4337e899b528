"""Both sides of a call in one file, each where it was heard; nothing of it after a wish not to be recorded."""

import asyncio
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from containers.media_stream.recording import PART_BYTES, Recording, header
from functions.calls.domain.conversation.actions import StopRecording
from functions.calls.domain.conversation.observations import Heard
from shared.core.errors import Unavailable
from tests.containers.media_stream.stage import LOUD, QUIET, AtOnce, Reads, Script, Stage, Telephone, on_connected, say
from tests.containers.media_stream.virtual import virtually

KEY = "c/recordings/2026/11/call.wav"


class Parts:
    """A store in memory; a shelf of one object."""

    def __init__(self, *, broken: bool = False) -> None:
        self.parts: dict[int, bytes] = {}
        self.order: list[int] = []
        self.done = self.gone = False
        self.broken = broken

    def begin(self, _key: str) -> "Parts":
        return self

    def put(self, number: int, body: bytes) -> None:
        if self.broken:
            raise Unavailable("s3 does not answer.")
        self.parts[number] = body
        self.order.append(number)

    def complete(self) -> None:
        self.done = True

    def abandon(self) -> None:
        self.gone = True

    @property
    def stereo(self) -> Any:
        whole = b"".join(body for _, body in sorted(self.parts.items()))
        assert whole[:58] == header(len(whole) - 58)
        return np.frombuffer(whole[58:], np.uint8).reshape(-1, 2)


def loud(track: Any) -> list[tuple[float, float]]:
    """From when to when there is sound, in seconds."""
    voiced = [bool((track[n : n + 160] != 0xFF).mean() > 0.5) for n in range(0, len(track), 160)]
    edges = [n for n, (one, other) in enumerate(zip([False, *voiced], [*voiced, False], strict=True)) if one != other]
    return [(start / 50, end / 50) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def test_a_header_is_what_a_wav_of_stereo_mulaw_begins_with() -> None:
    told = header(1000)
    assert (told[:4], told[8:16]) == (b"RIFF", b"WAVEfmt ")
    assert struct.unpack("<I", told[4:8])[0] == len(told) + 1000 - 8
    assert struct.unpack("<HHIIHH", told[20:36]) == (7, 2, 8000, 16000, 2, 8)
    assert told[-8:] == b"data" + struct.pack("<I", 1000)


def test_each_side_is_where_it_was_heard_and_what_was_cleared_is_not() -> None:
    async def play() -> None:
        parts = Parts()
        script = Script(on_connected(say("Le llamo de Hotel Brisa para contarle una oferta")))
        stage = Stage(script, reads=[Reads("espere")], shelf=parts, recording_key=KEY)

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(3)
            await telephone.voice(1)
            await telephone.quiet(2)

        await stage.play(prospect)
        cleared = stage.telephone.of("clear")[0][0] - 1000
        ((ours_from, ours_to),) = loud(parts.stereo[:, 1])
        assert loud(parts.stereo[:, 0]) == [(3.0, 4.0)]
        assert ours_from == pytest.approx(1.5, abs=0.03)
        assert ours_to == pytest.approx(cleared, abs=0.05)
        assert parts.done
        assert stage.desk.finished[0].recording == KEY

    virtually(play)


def test_a_long_call_leaves_memory_and_its_first_part_goes_last() -> None:
    async def play() -> None:
        parts = Parts()
        recording = Recording(parts, AtOnce())
        seconds = 2 * PART_BYTES // 16_000 + 60
        most = 0
        for n in range(seconds * 50):
            recording.heard(LOUD, n * 20)
            recording.said(QUIET, n * 20 + 180)
            most = max(most, len(recording._prospect.audio), len(recording._ours.audio))
            if n % 5000 == 0:
                await asyncio.sleep(0)
        assert await recording.finish()
        assert most <= 8 * 2_300, "two seconds of a track"
        assert parts.order == [2, 3, 1]
        assert [len(parts.parts[number]) for number in (1, 2)] == [PART_BYTES, PART_BYTES]
        assert abs(len(parts.stereo) / 8000 - seconds) < 0.3

    virtually(play)


def stopping(seen: object) -> list[Any]:
    return [StopRecording()] if isinstance(seen, Heard) else []


def test_who_does_not_want_to_be_recorded_is_not_and_what_there_was_is_deleted() -> None:
    async def play() -> None:
        parts = Parts()
        stage = Stage(Script(stopping), reads=[Reads("no quiero que me grabe")], shelf=parts, recording_key=KEY)

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(2)
            await telephone.voice(1)
            await telephone.quiet(5)

        await stage.play(prospect)
        assert (parts.parts, parts.done, parts.gone) == ({}, False, True)
        assert stage.desk.finished[0].recording is None

    virtually(play)


@pytest.mark.parametrize("end", ["the store is down", "hang up"])
def test_a_call_ends_well_whatever_becomes_of_its_recording(end: str) -> None:
    async def play() -> None:
        parts = Parts(broken=end == "the store is down")
        stage = Stage(Script(lambda _seen: ()), shelf=parts, recording_key=KEY)
        hold: Callable[[Telephone], Any] = lambda telephone: telephone.quiet(1)  # noqa: E731
        await stage.play(hold)
        over = stage.desk.finished[0]
        assert over.ending == "hung_up"
        assert (over.recording, parts.gone) == ((None, True) if parts.broken else (KEY, False))

    virtually(play)
