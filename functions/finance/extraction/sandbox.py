"""The side of the hostile file: a process that imports the readers once and forks a child for every file.

It is started by `isolation` with an environment of its own and nothing but two pipes. It never looks into a file; the
child does, with little memory, little time, no other file open and a folder that is removed after it.
"""

import gc
import json
import os
import resource
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from traceback import extract_tb
from typing import NoReturn

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.frames import BrokenFrameError, read_frame, write_frame
from functions.finance.extraction.kinds import Identity, Kind
from functions.finance.extraction.limits import Limits
from functions.finance.extraction.reading import read
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.result import Extraction, to_json

Reader = Callable[[bytes, Limits], Extraction]

READ, REFUSED = b"+", b"-"

_REQUEST_BYTES = 64 * 1024 * 1024
_TEMPORARY_BYTES = 256 * 1024 * 1024
_OUT_OF_TIME = frozenset({signal.SIGXCPU, signal.SIGALRM})
# How pdfium, C++ and the kernel end a process that may have no more memory.
_OUT_OF_MEMORY = frozenset({signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGKILL})


def serve(reader: Reader = read) -> None:
    """Answer requests from standard input on standard output until there are no more.

    A request is a line of JSON, the limits, and the bytes of a file; an answer READ and the extraction, or REFUSED and
    the reason and the detail, both as JSON.
    """
    requests, answers = os.dup(0), os.dup(1)
    _silence()
    _rehearse()
    gc.collect()
    gc.freeze()
    while True:
        try:
            request = read_frame(requests, seconds=None, most=_REQUEST_BYTES)
        except BrokenFrameError:
            return
        told, _, data = request.partition(b"\n")
        write_frame(answers, _in_a_child(data, Limits(**json.loads(told)), reader))


def _rehearse() -> None:
    """Do once what is slow the first time, so that no child has to; readers of pages are imported late elsewhere."""
    for name in ("page_reading", "ocr.seeing"):
        import_module(f"functions.finance.extraction.{name}")
    nothing = Identity(kind=Kind.PNG)
    to_json(Extraction(identity=nothing, sha256="", content=nothing.kind))


def _in_a_child(data: bytes, limits: Limits, reader: Reader) -> bytes:
    ours, childs = os.pipe()
    with tempfile.TemporaryDirectory(prefix="reading-", ignore_cleanup_errors=True) as folder:
        child = os.fork()
        if child == 0:
            _be_the_child(data, limits, reader, childs, folder)
        os.close(childs)
        answer: bytes | None = None
        late = False
        try:
            answer = read_frame(ours, seconds=limits.wall_seconds, most=limits.answer_bytes)
        except TimeoutError:
            late = True
        except BrokenFrameError:
            pass
        os.close(ours)
        status = _end(child)
    if late:
        return _refused(Refused(ReasonCode.TIMEOUT, f"more than {limits.wall_seconds} s"))
    return answer or _refused(_cause(status))


def _end(child: int) -> int:
    """End the child with all that it started; the status it ended with."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def _cause(status: int) -> Refused:
    """Why a child ended without an answer."""
    if not os.WIFSIGNALED(status):
        return Refused(ReasonCode.UNREADABLE, "the reader said too much or nothing")
    ended_by = signal.Signals(os.WTERMSIG(status))
    if ended_by in _OUT_OF_TIME:
        return Refused(ReasonCode.TIMEOUT, f"the reader was out of time ({ended_by.name})")
    if ended_by in _OUT_OF_MEMORY:
        return Refused(ReasonCode.DECODE_LIMIT, f"the reader was out of memory ({ended_by.name})")
    return Refused(ReasonCode.UNREADABLE, f"the reader crashed ({ended_by.name})")


def _be_the_child(data: bytes, limits: Limits, reader: Reader, answers: int, folder: str) -> NoReturn:
    try:
        os.setpgid(0, 0)
        _keep_open_only(answers)
        _limit(limits)
        tempfile.tempdir = folder
        write_frame(answers, _outcome(data, limits, reader))
    finally:
        os._exit(0)


def _outcome(data: bytes, limits: Limits, reader: Reader) -> bytes:
    try:
        return READ + to_json(reader(data, limits))
    except Refused as refused:
        return _refused(refused)
    except (MemoryError, RecursionError) as error:
        return _refused(Refused(ReasonCode.DECODE_LIMIT, type(error).__name__))
    except Exception as error:  # noqa: BLE001 - whatever a hostile file provokes is an outcome of that file
        place = extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return _refused(Refused(ReasonCode.UNREADABLE, f"the reader failed ({type(error).__name__} at {where})"))


def _refused(refused: Refused) -> bytes:
    return REFUSED + json.dumps([refused.reason, refused.detail]).encode()


def _limit(limits: Limits) -> None:
    """Bound what may be resident, and the time: address space that is inherited but not resident does not count."""
    total, resident = (int(pages) * resource.getpagesize() for pages in _pages())
    address_space = limits.memory_bytes + total - resident
    for what, soft, hard in (
        (resource.RLIMIT_AS, address_space, address_space),
        # At the soft limit comes a signal that tells what happened; at the hard one just the end.
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1),
        (resource.RLIMIT_FSIZE, _TEMPORARY_BYTES, _TEMPORARY_BYTES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(what, (soft, hard))
    signal.alarm(limits.wall_seconds)


def _pages() -> list[str]:
    return Path("/proc/self/statm").read_text(encoding="ascii").split()[:2]


def _keep_open_only(pipe: int) -> None:
    os.closerange(3, pipe)
    os.closerange(pipe + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _silence() -> None:
    """Libraries write about hostile files what nobody should have to store."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
