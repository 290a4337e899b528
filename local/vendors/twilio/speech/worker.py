"""The engines as processes: one at a time is asked, and one that dies is started again at the next question.

The synthesiser spoils its output when threads share it, and both would hold up the line.
"""

import asyncio
import json
import subprocess
import sys
import threading
from typing import Any

from local.vendors.twilio.audio import SILENCE

LENGTH_BYTES = 4
SECONDS = 20.0


class WorkerGone(RuntimeError):  # noqa: N818 - what it is
    """An engine does not answer."""


class Worker:
    """A process that answers questions: a line of JSON and some bytes, both ways.

    Args:
        module: its program.
    """

    def __init__(self, module: str) -> None:
        self.module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    async def ask(self, body: bytes, **question: Any) -> tuple[dict[str, Any], bytes]:
        """Ask, and wait for the answer.

        Raises:
            WorkerGone: it died, or takes too long.
        """
        try:
            async with asyncio.timeout(SECONDS):
                return await asyncio.to_thread(self._ask, body, question)
        except TimeoutError:
            self.close()
            raise WorkerGone(f"{self.module} takes too long") from None

    def close(self) -> None:
        """End the process; harmless when repeated."""
        if process := self._process:
            self._process = None
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()

    def _ask(self, body: bytes, question: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            process = self._running()
            if process.stdin is None or process.stdout is None:
                raise WorkerGone(self.module)
            try:
                write(process.stdin, question, body)
                return read(process.stdout)
            except (OSError, ValueError, EOFError) as error:
                self.close()
                raise WorkerGone(f"{self.module}: {error!r}") from None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            command = [sys.executable, "-P", "-m", self.module]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process


class Voice:
    """Speaks; every sentence once, and then from memory."""

    def __init__(self) -> None:
        self._worker = Worker("local.vendors.twilio.speech.voice")
        self._said: dict[tuple[str, str, float], bytes] = {}

    async def speak(self, text: str, voice: str, pitch: float = 1.0) -> bytes:
        """Mu-law audio of a sentence."""
        key = (text, voice, pitch)
        if key not in self._said and text:
            _, self._said[key] = await self._worker.ask(b"", text=text, voice=voice, pitch=pitch)
        return self._said.get(key, b"")

    def close(self) -> None:
        self._worker.close()


class Ears:
    """Understands."""

    def __init__(self) -> None:
        self._worker = Worker("local.vendors.twilio.speech.ears")
        self._is_awake = False

    async def wake(self) -> None:
        """Load the model, which takes seconds, before it is needed."""
        if not self._is_awake:
            self._is_awake = True
            await self.understand(SILENCE, "en")

    async def understand(self, audio: bytes, language: str) -> str:
        """The text of mu-law audio."""
        answer, _ = await self._worker.ask(audio, language=language)
        return str(answer["text"])

    def close(self) -> None:
        self._worker.close()


def write(pipe: Any, header: dict[str, Any], body: bytes) -> None:
    """Send a message."""
    text = json.dumps(header).encode()
    pipe.write(len(text).to_bytes(LENGTH_BYTES, "big") + text + len(body).to_bytes(LENGTH_BYTES, "big") + body)
    pipe.flush()


def read(pipe: Any) -> tuple[dict[str, Any], bytes]:
    """Receive a message.

    Raises:
        EOFError: the other side is gone.
    """
    header = json.loads(_exactly(pipe, int.from_bytes(_exactly(pipe, LENGTH_BYTES), "big")))
    return header, _exactly(pipe, int.from_bytes(_exactly(pipe, LENGTH_BYTES), "big"))


def _exactly(pipe: Any, length: int) -> bytes:
    found: bytes = pipe.read(length)
    if len(found) != length:
        raise EOFError
    return found
