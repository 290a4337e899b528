"""The pace of outbound audio, on a clock that we turn."""

import asyncio
import itertools

from containers.media_stream.pacer import LEAD_MS, Pacer
from tests.containers.media_stream.virtual import virtually

FRAME = b"\x55" * 160


class Sent:
    """What left, and when."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.frames: list[tuple[float, float]] = []
        self.marks: list[tuple[str, int]] = []
        self.pacer = Pacer(
            lambda _frame, plays_at: self.frames.append((self.loop.time(), plays_at)),
            lambda name: self.marks.append((name, len(self.frames))),
        )


def test_frames_leave_every_20_ms_and_never_more_than_the_lead_ahead() -> None:
    async def play() -> None:
        sent = Sent()
        for _ in range(500):
            sent.pacer.play(FRAME)
        await asyncio.sleep(11)
        times = [at for at, _ in sent.frames]
        assert times[: LEAD_MS // 20] == [times[0]] * 9
        gaps = [later - earlier for earlier, later in itertools.pairwise(times[8:])]
        assert len(times) == 500
        assert all(abs(gap - 0.02) < 1e-6 for gap in gaps)
        assert abs(times[-1] - (times[0] + (500 - 9) * 0.02)) < 1e-6, "neither delay nor rounding adds up"
        assert all(0.159 <= plays_at + 0.02 - at <= 0.181 for at, plays_at in sent.frames[8:])

    virtually(play)


def test_after_a_stall_it_catches_up_to_the_lead_and_not_beyond() -> None:
    async def play() -> None:
        sent = Sent()
        for _ in range(200):
            sent.pacer.play(FRAME)
        await asyncio.sleep(0.5)
        sent.loop._jumping.now += 1.0  # type: ignore[attr-defined]  # nothing ran for a second
        await asyncio.sleep(0)
        await asyncio.sleep(0.2)
        leads = [plays_at + 0.02 - at for at, plays_at in sent.frames]
        assert max(leads) <= LEAD_MS / 1000 + 1e-6
        assert sent.pacer.underruns == 1
        assert sent.pacer.latest_ms > 900

    virtually(play)


def test_a_mark_follows_the_frames_before_it_and_may_stand_alone() -> None:
    async def play() -> None:
        sent = Sent()
        sent.pacer.mark("alone")
        for name in ("first", "second"):
            for _ in range(20):
                sent.pacer.play(FRAME)
            sent.pacer.mark(name)
        await asyncio.sleep(2)
        assert sent.marks == [("alone", 0), ("first", 20), ("second", 40)]

    virtually(play)


def test_nothing_leaves_after_clear_and_the_next_sentence_begins_at_once() -> None:
    async def play() -> None:
        sent = Sent()
        for _ in range(100):
            sent.pacer.play(FRAME)
        sent.pacer.mark("never")
        await asyncio.sleep(0.5)
        sent.pacer.clear()
        before = len(sent.frames)
        assert sent.pacer.ahead_ms == sent.pacer.queued_ms == 0
        await asyncio.sleep(1)
        assert len(sent.frames) == before
        assert sent.marks == []
        sent.pacer.play(FRAME)
        assert sent.frames[-1] == (sent.loop.time(), sent.loop.time())
        assert sent.pacer.underruns == 0

    virtually(play)


def test_a_synthesiser_slower_than_speech_is_an_underrun() -> None:
    async def play() -> None:
        sent = Sent()
        sent.pacer.play(FRAME)
        await asyncio.sleep(0.5)
        sent.pacer.play(FRAME)
        sent.pacer.mark("end")
        await asyncio.sleep(0.5)
        sent.pacer.play(FRAME)
        assert sent.pacer.underruns == 1, "a pause between sentences is none"

    virtually(play)
