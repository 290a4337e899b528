"""Reading in a process of its own: a hostile file can end that process, and nothing else.

A template process is started at the first file, with the readers imported and nothing of ours in its memory or its
environment; it forks a child for every file (`sandbox`). So a file costs a fork, not the start of an interpreter, and
the threads of the process that asks do not matter. It needs neither shared memory nor semaphores, which Lambda lacks.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from typing import IO

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.frames import BrokenFrameError, read_frame, write_frame
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.result import Extraction, from_json

_START = "import sys; sys.path[:] = sys.argv[1:]; "
_SERVE = "from functions.finance.extraction.sandbox import serve; serve()"
_KEPT = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")
_FIXED = {"LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
_READ = b"+"
# Beyond the child's own: starting the template, and passing bytes.
_SPARE_SECONDS = 10
_STARTS = 2


class ReaderGoneError(RuntimeError):
    """The template process does not stay: our fault, or the machine's, never the file's."""


def read_isolated(data: bytes, limits: Limits = LIMITS) -> Extraction:
    """What the file says, as `reading.read` says it, whatever the file does to the process that reads it.

    Raises:
        Refused: as `reading.read`, and timeout, decode_limit (out of memory) or unreadable (the reader crashed).
        ReaderGoneError: nothing was read; trying again may help.
    """
    if len(data) > limits.file_bytes:
        raise Refused(ReasonCode.TOO_LARGE, f"{len(data)} bytes")
    return _template(os.getpid()).read(data, limits)


class Template:
    """A process that forks a child for each file; one file at a time. It starts at the first and again if it died."""

    def __init__(self, program: str = _SERVE) -> None:
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def read(self, data: bytes, limits: Limits) -> Extraction:
        """As `read_isolated`."""
        request = json.dumps(asdict(limits)).encode() + b"\n" + data
        with self._turn:
            answer = self._answer(request, limits)
        if answer.startswith(_READ):
            return from_json(answer[1:])
        reason, detail = json.loads(answer[1:])
        raise Refused(ReasonCode(reason), detail)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()

    def _answer(self, request: bytes, limits: Limits) -> bytes:
        for _ in range(_STARTS):
            process = self._running()
            try:
                with suppress(BrokenPipeError):
                    write_frame(_descriptor(process.stdin), request)
                return read_frame(
                    _descriptor(process.stdout),
                    seconds=limits.wall_seconds + _SPARE_SECONDS,
                    most=limits.answer_bytes,
                )
            except TimeoutError:
                self.close()
                raise Refused(ReasonCode.TIMEOUT, "the reader did not answer") from None
            except BrokenFrameError:
                self.close()
        raise ReaderGoneError("the process that reads files does not stay")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _start(self._program)
        return self._process


def _descriptor(pipe: IO[bytes] | None) -> int:
    if pipe is None:
        raise BrokenFrameError("no pipe")
    return pipe.fileno()


@cache
def _template(_pid: int) -> Template:
    """The template of this process; one that was forked from us starts its own."""
    template = Template()
    atexit.register(template.close)
    return template


def _start(program: str) -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | _FIXED
    command = [sys.executable, "-I", "-S", "-B", "-c", _START + program, *map(os.path.abspath, sys.path)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0, start_new_session=True
    )
