import asyncio
from typing import Any

import pytest

from containers.media_stream.inbox import KEPT, Inbox


class Reading:
    """A transport, as far as it is read."""

    def __init__(self) -> None:
        self.reads = True

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True

    def is_reading(self) -> bool:
        return self.reads


def inbox() -> tuple[Inbox, Reading]:
    transport: Any = Reading()
    return Inbox(transport), transport


def test_what_came_before_anybody_listened_is_heard_first_and_the_rest_at_once() -> None:
    async def play() -> None:
        box, _ = inbox()
        for text in (b"1", b"2", b"3"):
            box.put(text)
        assert await box.next() == b"1"
        heard: list[bytes] = []
        listening = asyncio.create_task(box.hand_on(heard.append))
        await asyncio.sleep(0)
        assert heard == [b"2", b"3"]
        box.put(b"4")
        assert heard == [b"2", b"3", b"4"]
        box.end()
        box.end()
        await listening
        box.put(b"5")
        assert heard[-1] == b"4"
        assert await box.next() is None

    asyncio.run(play())


def test_who_sends_more_than_is_kept_has_to_wait_until_somebody_listens() -> None:
    async def play() -> None:
        box, transport = inbox()
        for _ in range(KEPT - 1):
            box.put(b"x")
        assert transport.reads
        box.put(b"x")
        assert not transport.reads
        await box.next()
        assert transport.reads
        box.put(b"x")
        listening = asyncio.create_task(box.hand_on(lambda _: None))
        await asyncio.sleep(0)
        assert transport.reads
        box.end()
        await listening

    asyncio.run(play())


@pytest.mark.parametrize("late", [False, True], ids=["kept", "at once"])
def test_what_a_listener_raises_is_raised_where_it_listens_and_it_hears_no_more(late: bool) -> None:  # noqa: FBT001
    async def play() -> None:
        box, _ = inbox()
        heard: list[bytes] = []

        def take(text: bytes) -> None:
            heard.append(text)
            raise ValueError("nonsense")

        if not late:
            box.put(b"1")
        listening = asyncio.create_task(box.hand_on(take))
        await asyncio.sleep(0)
        box.put(b"2")
        box.put(b"3")
        with pytest.raises(ValueError, match="nonsense"):
            await listening
        assert heard == [b"2" if late else b"1"]

    asyncio.run(play())


def test_who_waits_for_a_text_is_told_of_the_end() -> None:
    async def play() -> None:
        box, _ = inbox()
        waiting = asyncio.create_task(box.next())
        await asyncio.sleep(0)
        box.end()
        assert await waiting is None

    asyncio.run(play())
