"""Programs in the background: start with a log, find again by pid file, stop without ever ending a stranger."""

import contextlib
import json
import os
import shutil
import socket
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

START_TOLERANCE = 2.0  # seconds; the kernel reports the boot time in whole seconds


class PortTakenError(RuntimeError):
    """Another program listens on the port that a program of ours needs."""

    def __init__(self, port: int, wanted_by: str) -> None:
        holder = port_holder(port) or "another program"
        super().__init__(
            f"{wanted_by} cannot listen on 127.0.0.1:{port}: {holder} has it. Stop it or choose another port."
        )
        self.port = port


class Program:
    """A program that outlives the one that starts it, known by its pid file.

    The pid file holds the pid and the moment of the start, so that a pid which the system gave to a stranger
    meanwhile is taken for what it is: our program has ended.
    """

    def __init__(self, pid_file: Path) -> None:
        self.pid_file = pid_file

    def start(self, command: Sequence[str], *, log_file: Path, env: Mapping[str, str] | None = None) -> int:
        """Start `command` in a session of its own, its output appended to `log_file`.

        Args:
            command: program and arguments; the program is looked up on PATH.
            log_file: created with its folder when missing.
            env: the whole environment; ours when omitted.

        Returns:
            The pid; that of the running program when it already runs.

        Raises:
            FileNotFoundError: there is no such program.
        """
        if running := self.process():
            return running.pid
        program = shutil.which(command[0])
        if not program:
            raise FileNotFoundError(f"program not found: {command[0]}")
        log_file.parent.mkdir(parents=True, exist_ok=True)
        pid = os.posix_spawn(
            program,
            [program, *command[1:]],
            os.environ if env is None else env,
            setsid=True,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, str(log_file), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644),
                (os.POSIX_SPAWN_DUP2, 1, 2),
            ],
        )
        self._remember(psutil.Process(pid))
        return pid

    def process(self) -> psutil.Process | None:
        """The running program, or None when it has ended or was never started."""
        try:
            known = json.loads(self.pid_file.read_text())
            process = psutil.Process(known["pid"])
            if abs(_started(process) - known["started"]) > START_TOLERANCE:
                return None
            if process.status() == psutil.STATUS_ZOMBIE:
                process.wait(0)  # ended, and ours to take note of if it is our child
                return None
        except (FileNotFoundError, ValueError, KeyError, TypeError, psutil.Error):
            return None
        return process

    def is_running(self) -> bool:
        """Whether the program that the pid file names still runs."""
        return self.process() is not None

    def stop(self, grace: float = 6.0) -> bool:
        """Ask the program to end, end it after `grace` seconds, and end what it left behind.

        Returns:
            Whether there was a program to stop.
        """
        process = self.process()
        if process:
            end(process, grace)
        self.pid_file.unlink(missing_ok=True)
        return process is not None

    def _remember(self, process: psutil.Process) -> None:
        self.pid_file.parent.mkdir(parents=True, exist_ok=True)
        partial = self.pid_file.with_name(self.pid_file.name + ".new")
        partial.write_text(json.dumps({"pid": process.pid, "started": _started(process)}))
        partial.replace(self.pid_file)


def end(process: psutil.Process, grace: float) -> None:
    """SIGTERM, after `grace` seconds SIGKILL; then SIGKILL the descendants that are left."""
    with contextlib.suppress(psutil.NoSuchProcess):
        descendants = process.children(recursive=True)
        process.terminate()
        _, stubborn = psutil.wait_procs([process], timeout=grace)
        for left in stubborn + [child for child in descendants if child.is_running()]:
            with contextlib.suppress(psutil.NoSuchProcess):
                left.kill()
        psutil.wait_procs([process, *descendants], timeout=grace)


def claim_port(port: int, wanted_by: str) -> None:
    """Check that a program can listen on a loopback port.

    Raises:
        PortTakenError: it cannot; the message says who holds the port where the system tells.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise PortTakenError(port, wanted_by) from None


def port_holder(port: int) -> str | None:
    """Name and pid of the program that listens on a TCP port; None where the system does not tell."""
    try:
        connections = psutil.net_connections(kind="tcp")
        pid = next(
            c.pid for c in connections if c.status == psutil.CONN_LISTEN and c.laddr and c.laddr.port == port and c.pid
        )
        process = psutil.Process(pid)
        return f"{process.name()} (pid {pid}: {' '.join(process.cmdline())[:120]})"
    except (StopIteration, psutil.Error):
        return None


def free_port() -> int:
    """A loopback TCP port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def tail(log_file: Path, lines: int = 30) -> str:
    """The last lines of a log; empty when there is none."""
    if not log_file.exists():
        return ""
    with log_file.open(errors="replace") as log:
        return "".join(deque(log, maxlen=lines))


def _started(process: psutil.Process) -> float:
    """Seconds between boot and start: unlike the time of day it does not move when the clock is set."""
    return process.create_time() - psutil.boot_time()


def wait_until(ready: Callable[[], bool], *, seconds: float, every: float = 0.05) -> bool:
    """Poll `ready` until it holds; False when it does not within `seconds`."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True
