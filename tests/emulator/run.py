"""The cloud of one test run: brought up by the first worker that needs it, removed by the last that leaves."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 600.0  # seconds for one command, on a machine that has other work


class Run:
    """One run of the tests, which may be several processes.

    Args:
        folder: its state; removed at the end.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / "state"

    @classmethod
    def named(cls, name: str) -> "Run":
        return cls(Path(tempfile.gettempdir()) / f"astramech-cloud-{name[:12]}")

    def enter(self) -> Path:
        """Bring the cloud up unless another worker has; its `stack.json`."""
        with self._locked():
            self._users(+1)
            if not (self.state / "stack.json").exists():
                succeed(astramech(self.state, "up", "--port", "0", "--no-demo"))
        return self.state / "stack.json"

    def leave(self) -> None:
        with self._locked():
            if self._users(-1):
                return
            succeed(astramech(self.state, "reset", "--yes"))
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _users(self, change: int) -> int:
        counter = self.folder / "users"
        users = int(counter.read_text() if counter.exists() else 0) + change
        counter.write_text(str(users))
        return users


def astramech(state: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on the cloud of a state."""
    command = [sys.executable, "-m", "local.cli", "--state", str(state), *arguments]
    env = {name: value for name, value in os.environ.items() if name != "ASTRAMECH_STATE"}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=LONGEST)


def succeed(ran: subprocess.CompletedProcess[str]) -> str:
    """What a command printed; if it failed, the test fails with what it said."""
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-4000:]
    return ran.stdout
