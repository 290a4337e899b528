import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from layers.build import layer_directory
from layers.target import Target

Run = Callable[..., str]


@pytest.fixture(scope="session")
def host_layer() -> Path:
    """The packages of the base layer for this interpreter."""
    return layer_directory("base", Target.host()) / "python"


@pytest.fixture(scope="session")
def run() -> Run:
    """Run code as Lambda would: no site-packages, no environment, only the given directories on the path."""

    def run_only_with(code: str, *path: Path) -> str:
        setup = f"import sys; sys.path[:0] = {[str(directory) for directory in path]!r}\n"
        command = [sys.executable, "-S", "-s", "-E", "-B", "-W", "error", "-c", setup + code]
        finished = subprocess.run(command, capture_output=True, text=True, check=False, env={}, cwd="/")
        assert finished.returncode == 0, finished.stderr
        return finished.stdout

    return run_only_with
