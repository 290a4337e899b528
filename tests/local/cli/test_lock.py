import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.cli.errors import Busy
from local.cli.lock import exclusive
from local.process import wait_until

HOLD = """
import sys, time
from pathlib import Path
from local.cli.lock import exclusive
with exclusive(Path(sys.argv[1]), "up"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_command_is_told_who_is_at_work(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Busy, match=rf"astramech up.*pid {other.pid}"), exclusive(tmp_path / "lock", "down"):
            pass
        other.stdin.close()
    with exclusive(tmp_path / "lock", "down"):
        pass


def test_a_command_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        other.kill()
    assert wait_until(lambda: other.poll() is not None, seconds=5)
    with exclusive(tmp_path / "lock", "down"):
        assert str(os.getpid()) in (tmp_path / "lock").read_text()


def test_it_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(tmp_path / "lock", "up"):
        raise ZeroDivisionError
    with exclusive(tmp_path / "lock", "up"):
        pass
