"""Embedded engines in processes of their own: asked from the event loop, replaced when they die."""

import asyncio
import os
import sys
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import containers
from containers.media_stream.ports import EngineDown
from containers.media_stream.speech.frames import Header, Message, packed, receive
from shared.core.log import log

_INHERITED = ("HOME", "LANG", "LD_LIBRARY_PATH", "PATH", "TMPDIR")
"""Engines learn no key."""


@dataclass(eq=False)
class _Job:
    question: bytes
    answer: asyncio.Future[Message]


class _Worker:
    """One process, which has at most one job at a time."""

    def __init__(self, process: asyncio.subprocess.Process, hung_seconds: float) -> None:
        self.process = process
        self._hung_seconds = hung_seconds
        self._job: _Job | None = None
        self._patience: asyncio.TimerHandle | None = None

    def take(self, job: _Job) -> None:
        self._job = job
        self._patience = asyncio.get_running_loop().call_later(self._hung_seconds, self.kill)
        if self.process.stdin:
            self.process.stdin.write(job.question)

    async def hear(self) -> None:
        """Wait for its next answer, and hand it to who asked."""
        if self.process.stdout is None:
            raise EOFError
        answer = await receive(self.process.stdout)
        self._settle()
        if self._job and not self._job.answer.done():
            self._job.answer.set_result(answer)
        self._job = None

    def give_up(self) -> None:
        self._settle()
        if self._job:
            _fail(self._job)

    def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()

    def _settle(self) -> None:
        if self._patience:
            self._patience.cancel()


class Workers:
    """The processes of one engine.

    Args:
        engine: one of `process.ENGINES`.
        count: of processes, each with its own copy of the model.
        queue: of questions that wait for one; beyond it the engine is too busy to be of use.
        restart_seconds: until a dead process is replaced.
        hung_seconds: after which a process that works on one question is killed.
    """

    def __init__(
        self, engine: str, *, count: int = 1, queue: int = 32, restart_seconds: float = 5.0, hung_seconds: float = 20.0
    ) -> None:
        self._engine = engine
        self._count = count
        self._queue = queue
        self._restart_seconds = restart_seconds
        self._hung_seconds = hung_seconds
        self._jobs: deque[_Job] = deque()
        self._alive: list[_Worker] = []
        self._idle: list[_Worker] = []
        self._settled = asyncio.Event()
        self._keepers: list[asyncio.Task[None]] = []

    @property
    def pids(self) -> list[int]:
        """Of the processes that can be asked."""
        return [worker.process.pid for worker in self._alive]

    async def start(self) -> None:
        """Start them, and wait until one can be asked.

        Raises:
            EngineDown: it does not come up.
        """
        self._keepers = self._keepers or [asyncio.create_task(self._keep()) for _ in range(self._count)]
        await self._settled.wait()
        if not self._alive:
            raise EngineDown(f"{self._engine} does not start")

    async def stop(self) -> None:
        """End them; harmless when repeated."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        self._keepers = []

    async def ask(self, question: Header, body: bytes = b"", *, seconds: float) -> Message:
        """The answer to a question. Who is cancelled while waiting in line is not worked for.

        Raises:
            EngineDown: no process is there, all are too busy, it took longer than that, or it could not answer.
        """
        if not self._alive or len(self._jobs) >= self._queue:
            raise EngineDown(f"{self._engine} is {'too busy' if self._alive else 'gone'}")
        job = _Job(packed(question, body), asyncio.get_running_loop().create_future())
        self._jobs.append(job)
        self._dispatch()
        try:
            async with asyncio.timeout(seconds):
                header, answer = await job.answer
        except TimeoutError:
            raise EngineDown(f"{self._engine} is too slow") from None
        finally:
            self._forget(job)
        if "error" in header:
            raise EngineDown(f"{self._engine} failed: {header['error']}")
        return header, answer

    def _dispatch(self) -> None:
        while self._jobs and self._idle:
            self._idle.pop().take(self._jobs.popleft())

    def _forget(self, job: _Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)

    async def _keep(self) -> None:
        while True:
            try:
                await self._live()
            except (OSError, EOFError) as error:
                log().warning("an engine is gone", engine=self._engine, error=type(error).__name__)
            self._settled.set()
            await asyncio.sleep(self._restart_seconds)

    async def _live(self) -> None:
        """Serve with one process until it dies."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "containers.media_stream.speech.process", self._engine),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=_environment(),
        )
        worker = _Worker(process, self._hung_seconds)
        try:
            await worker.hear()
            self._alive.append(worker)
            self._settled.set()
            while True:
                self._idle.append(worker)
                self._dispatch()
                await worker.hear()
        finally:
            self._lose(worker)
            await process.communicate()  # to its end and that of its pipes: `wait` would leave them open

    def _lose(self, worker: _Worker) -> None:
        for known in (self._alive, self._idle):
            if worker in known:
                known.remove(worker)
        worker.give_up()
        worker.kill()
        while self._jobs and not self._alive:
            _fail(self._jobs.popleft())


def _fail(job: _Job) -> None:
    if not job.answer.done():
        job.answer.set_exception(EngineDown("the engine is gone"))


def _environment() -> dict[str, str]:
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**inherited, "PYTHONPATH": str(Path(containers.__path__[0]).parent)}
