"""Readers that do to their process what a hostile file might; in place of the real one."""

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.extraction.kinds import Identity, Kind
from functions.finance.extraction.limits import Limits
from functions.finance.extraction.result import Extraction


def misbehave(data: bytes, _limits: Limits) -> Extraction:
    """Do what the file's text says; what was seen stands in the finding."""
    order, _, argument = data.decode().partition(" ")
    seen = _ORDERS[order](argument)
    finding = Finding(code=ReasonCode.UNREADABLE, detail=str(seen or ""))
    return Extraction(identity=Identity(kind=Kind.PNG), sha256="", content=Kind.PNG, findings=(finding,))


def _crash(_: str) -> None:
    ctypes.string_at(0)


def _grow(_: str) -> None:
    hoard = []
    while True:
        hoard.append(b"x" * 10_000_000)


def _abort(_: str) -> None:
    os.abort()


def _sleep(_: str) -> None:
    time.sleep(60)


def _burn(_: str) -> None:
    while True:
        pass


def _fail(text: str) -> None:
    raise ValueError(text)


def _recurse(text: str) -> None:
    _recurse(text)


def _leave_a_process(marker: str) -> None:
    loop = f"import time\nwhile True: open({marker!r}, 'a').write('alive'); time.sleep(0.05)"
    subprocess.Popen([sys.executable, "-c", loop])
    time.sleep(60)


def _shout(_: str) -> None:
    sys.stdout.write("out\n" * 100_000)
    sys.stderr.write("error\n" * 100_000)
    sys.stdout.flush()


def _look_around(_: str) -> list[object]:
    descriptors = sorted(str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return [sorted(os.environ), Path("/proc/self/environ").read_bytes().count(b"="), sys.stdin.read(), descriptors]


_ORDERS = {
    "crash": _crash,
    "grow": _grow,
    "abort": _abort,
    "sleep": _sleep,
    "burn": _burn,
    "fail": _fail,
    "recurse": _recurse,
    "leave": _leave_a_process,
    "shout": _shout,
    "look": _look_around,
}
