"""Engines in their processes, started once for a worker of the suite; they live on one event loop."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from containers.media_stream.speech.workers import Workers

Run = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture(scope="session")
def run() -> Iterator[Run]:
    """Runs a coroutine to its end, on the loop of all engines."""
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="session")
def pico(run: Run) -> Iterator[Workers]:
    yield from _started(run, "pico")


@pytest.fixture(scope="session")
def whisper_process(run: Run) -> Iterator[Workers]:
    yield from _started(run, "whisper")


@pytest.fixture
def whisper(run: Run, whisper_process: Workers) -> Workers:
    """A recogniser that is there, though a test may have killed it."""

    async def until_alive() -> None:
        while not whisper_process.pids:  # noqa: ASYNC110 - a process of its own sets no event
            await asyncio.sleep(0.05)

    run(asyncio.wait_for(until_alive(), 60))
    return whisper_process


def _started(run: Run, engine: str) -> Iterator[Workers]:
    async def start() -> Workers:
        workers = Workers(engine, restart_seconds=0.1, hung_seconds=300)  # on a machine that is busy, too
        await workers.start()
        return workers

    workers = run(start())
    yield workers
    run(workers.stop())
