"""One command at a time changes a cloud; the second one is told who is at work."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from local.cli.errors import Busy


@contextmanager
def exclusive(lock_file: Path, command: str) -> Iterator[None]:
    """Hold the lock of a cloud while `command` changes it. The system frees it when we end, however we end.

    Raises:
        Busy: another command holds it.
    """
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(
                f"{_holder(lock_file)} is at work on this cloud.",
                advice="Wait until it has ended, or give this one a state of its own: astramech --state DIR …",
            ) from None
        lock.truncate(0)
        lock.write(json.dumps({"command": command, "pid": os.getpid(), "since": _now()}))
        lock.flush()
        yield
        lock.truncate(0)


@contextmanager
def waiting(lock_file: Path) -> Iterator[None]:
    """Hold a lock, after whoever holds it now."""
    with lock_file.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _holder(lock_file: Path) -> str:
    try:
        held = json.loads(lock_file.read_text())
        return f"Another `astramech {held['command']}` (pid {held['pid']}, since {held['since']})"
    except (OSError, ValueError, KeyError):
        return "Another astramech command"


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")
