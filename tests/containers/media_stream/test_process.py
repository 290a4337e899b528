"""A process of its own: told to end with fifty calls, and besieged by ten thousand who have no token."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from containers.media_stream.gate import PATH
from tests.containers.media_stream.stage import MS_PER_LETTER, media
from tests.containers.media_stream.test_sockets import SIGNED, begin

ROOT = Path(__file__).parents[3]
SENTENCE = "Buenos días, le llamo de Hotel Brisa"
STORY = "Una frase que no acaba. " * 40
FRAMES = len(SENTENCE) * MS_PER_LETTER // 20


class Process:
    """A process that takes calls."""

    def __init__(self, program: "subprocess.Popen[str]") -> None:
        assert program.stdout
        self.program = program
        self.output = program.stdout
        self.port = int(self.told())

    def told(self) -> str:
        """What it prints next, beside its log."""
        return next(line for line in self.output if not line.startswith('{"level"') and not line.startswith('{"_aws"'))

    async def call(self) -> "Caller":
        """A call that is being held."""
        url = f"ws://127.0.0.1:{self.port}{PATH}"
        line = await connect(url, additional_headers=SIGNED, compression=None, proxy=None, open_timeout=30)
        await begin(line, "good")
        return Caller(line)


class Caller:
    """Somebody who listens, and whose telephone says what it has played."""

    def __init__(self, line: ClientConnection) -> None:
        self.line = line
        self.heard = 0
        self.tasks = [asyncio.create_task(self._speak()), asyncio.create_task(self._listen())]

    async def ended(self) -> int | None:
        """How the line is closed."""
        await asyncio.gather(*self.tasks)
        return self.line.close_code

    async def _speak(self) -> None:
        at_ms = 0
        with suppress(ConnectionClosed):
            while True:
                for _ in range(5):
                    await self.line.send(media(at_ms))
                    at_ms += 20
                await asyncio.sleep(0.1)

    async def _listen(self) -> None:
        with suppress(ConnectionClosed):
            async for text in self.line:
                message: dict[str, Any] = json.loads(text)
                self.heard += message["event"] == "media"
                if message["event"] == "mark":
                    await self.line.send(text)


@contextmanager
def process(drain_s: float, text: str) -> Iterator[Process]:
    command = [sys.executable, "-m", "tests.containers.media_stream.process", str(drain_s), text]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        try:
            yield Process(program)
        finally:
            program.kill()


async def until(condition: Any, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for comes from another process
            await asyncio.sleep(0.05)


def test_told_to_end_it_cuts_none_of_fifty_calls_and_hands_them_over_in_time() -> None:
    async def play(server: Process) -> None:
        callers = await asyncio.gather(*(server.call() for _ in range(50)))
        await until(lambda: all(caller.heard > 5 for caller in callers), 30)
        assert not any(caller.heard == FRAMES for caller in callers), "in the middle of a sentence"
        server.program.terminate()
        async with asyncio.timeout(30):
            codes = await asyncio.gather(*(caller.ended() for caller in callers))
        assert set(codes) == {1000}
        assert {caller.heard for caller in callers} == {FRAMES}, "everybody heard the sentence to its end"

    with process(drain_s=30, text=SENTENCE) as server:
        asyncio.run(play(server))
        told = json.loads(server.told())
        assert server.program.wait(30) == 0
    assert told == {"handed_over": ["resume"] * 50, "endings": ["handed_over"] * 50}


def test_ten_thousand_without_a_token_are_refused_and_calls_go_on() -> None:
    async def besiege(port: int) -> None:
        for _ in range(20):
            opened = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", port) for _ in range(500)))
            for _, writer in opened:
                writer.close()
            await asyncio.gather(*(writer.wait_closed() for _, writer in opened), return_exceptions=True)

    async def play(server: Process) -> None:
        callers = [await server.call() for _ in range(5)]
        await until(lambda: all(caller.heard for caller in callers), 30)
        before = [caller.heard for caller in callers]
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with asyncio.timeout(120):
            await besiege(server.port)
        late = await server.call()
        await until(lambda: late.heard, 30)
        seconds = loop.time() - began
        heard = [caller.heard - was for caller, was in zip(callers, before, strict=True)]
        assert min(heard) > 25 * min(seconds, 30)
        assert [caller.line.close_code for caller in [*callers, late]] == [None] * 6
        server.program.kill()
        await asyncio.gather(*(caller.ended() for caller in [*callers, late]))

    with process(drain_s=30, text=STORY) as server:
        asyncio.run(play(server))
