"""What happens to those who ask when a process dies, hangs, is busy, or nobody waits for it any more."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from containers.media_stream.ports import EngineDown
from containers.media_stream.speech.frames import Header
from containers.media_stream.speech.workers import Workers

SHORT: Header = {"text": "Hola.", "language": "es"}
LONG: Header = {"text": "palabra " * 200, "language": "es"}
"""Some hundred times the work."""


@asynccontextmanager
async def started(**how: float) -> AsyncIterator[Workers]:
    workers = Workers("pico", **{"restart_seconds": 0.01, **how})  # type: ignore[arg-type]
    await workers.start()
    try:
        yield workers
    finally:
        await workers.stop()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - a process of its own sets no event
            await asyncio.sleep(0.01)


def test_a_killed_engine_is_noticed_at_once_and_replaced() -> None:
    async def scenario() -> None:
        async with started() as workers:
            [pid] = workers.pids
            asking = [asyncio.create_task(workers.ask(question, seconds=60)) for question in (LONG, SHORT)]
            await asyncio.sleep(0)
            os.kill(pid, signal.SIGKILL)
            async with asyncio.timeout(5):
                answers = await asyncio.gather(*asking, return_exceptions=True)
            assert [type(answer) for answer in answers] == [EngineDown, EngineDown]
            with pytest.raises(EngineDown, match="gone"):
                await workers.ask(SHORT, seconds=60)
            await until(lambda: bool(workers.pids))
            assert workers.pids != [pid]
            assert (await workers.ask(SHORT, seconds=20))[1]

    asyncio.run(scenario())


def test_an_engine_that_dies_idle_is_noticed_before_anybody_asks() -> None:
    async def scenario() -> None:
        async with started(restart_seconds=60) as workers:
            os.kill(workers.pids[0], signal.SIGKILL)
            await until(lambda: not workers.pids)

    asyncio.run(scenario())


def test_when_one_of_two_dies_the_other_goes_on() -> None:
    async def scenario() -> None:
        async with started(count=2, restart_seconds=60) as workers:
            await until(lambda: len(workers.pids) == 2)
            os.kill(workers.pids[0], signal.SIGKILL)
            await until(lambda: len(workers.pids) == 1)
            assert (await workers.ask(SHORT, seconds=20))[1]

    asyncio.run(scenario())


def test_an_engine_that_hangs_is_replaced() -> None:
    async def scenario() -> None:
        async with started(hung_seconds=0.2) as workers:
            [pid] = workers.pids
            os.kill(pid, signal.SIGSTOP)
            with pytest.raises(EngineDown, match="gone"):
                await workers.ask(SHORT, seconds=60)
            await until(lambda: bool(workers.pids))
            assert workers.pids != [pid]

    asyncio.run(scenario())


def test_an_answer_that_comes_too_late_is_not_given_to_the_next_who_asks() -> None:
    async def scenario() -> None:
        async with started() as workers:
            with pytest.raises(EngineDown, match="slow"):
                await workers.ask(LONG, seconds=0.01)
            assert len((await workers.ask(SHORT, seconds=20))[1]) < 2 * 8000

    asyncio.run(scenario())


def test_who_gives_up_while_in_line_costs_no_work_and_no_place() -> None:
    async def scenario() -> None:
        async with started(queue=1) as workers:
            at_work = asyncio.create_task(workers.ask(LONG, seconds=20))
            await asyncio.sleep(0)
            speculative = asyncio.create_task(workers.ask(LONG, seconds=20))
            await asyncio.sleep(0)
            with pytest.raises(EngineDown, match="busy"):
                await workers.ask(SHORT, seconds=20)
            speculative.cancel()
            await asyncio.wait([speculative])
            last = asyncio.create_task(workers.ask(SHORT, seconds=20))
            assert await at_work
            assert len((await last)[1]) < 2 * 8000

    asyncio.run(scenario())


def test_an_engine_that_cannot_load_says_so() -> None:
    async def scenario() -> None:
        workers = Workers("no such engine", restart_seconds=60)
        try:
            with pytest.raises(EngineDown, match="does not start"):
                await workers.start()
        finally:
            await workers.stop()

    asyncio.run(scenario())


def test_an_engine_is_nice_learns_no_key_and_ends_with_its_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPGRAM_API_KEY", "a-key-of-the-cloud")

    async def scenario() -> int:
        async with started() as workers:
            [pid] = workers.pids
            assert os.getpriority(os.PRIO_PROCESS, pid) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 10)
            assert b"a-key-of-the-cloud" not in Path(f"/proc/{pid}/environ").read_bytes()  # noqa: ASYNC240 - no disk
            return pid

    assert not Path(f"/proc/{asyncio.run(scenario())}").exists()
