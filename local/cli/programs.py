"""Programs that run in the foreground: every line they say goes into a log, and to whoever listens."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

from local.process import end

GRACE = 6.0


def run(command: Sequence[str], *, log: Path, env: Mapping[str, str], cwd: Path, hear: Callable[[str], None]) -> int:
    """Run a program to its end; its exit code. Whatever stops us stops the program.

    Args:
        command: program and arguments.
        log: overwritten with what it says on both channels.
        env: the whole environment.
        cwd: where it runs.
        hear: gets each line.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("w") as written,
        subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd=cwd,
            env=dict(env),
        ) as program,
    ):
        try:
            for line in program.stdout or ():
                written.write(line)
                written.flush()
                hear(line.rstrip("\n"))
            return program.wait()
        except BaseException:
            end(psutil.Process(program.pid), GRACE)
            raise
