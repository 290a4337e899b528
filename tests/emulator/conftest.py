"""One deployment of all stacks per run, on free ports and with state of its own.

``ASTRAMECH_STACK=<path of stack.json>`` uses a running deployment instead, for speed while writing tests.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulator.deployment import Company, Deployment

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def stack_file() -> Iterator[Path]:
    """Where the deployment of this run is described."""
    if running := os.environ.get("ASTRAMECH_STACK"):
        yield Path(running)
        return
    with tempfile.TemporaryDirectory(prefix="astramech-", ignore_cleanup_errors=True) as state:
        astramech(state, "up", "--port", "0", "--no-demo")
        yield Path(state) / "stack.json"
        astramech(state, "reset", "--yes")


@pytest.fixture(scope="session")
def deployment(stack_file: Path) -> Iterator[Deployment]:
    """The deployed stacks."""
    deployment = Deployment.at(stack_file)
    yield deployment
    deployment.close()


@pytest.fixture
def company(deployment: Deployment) -> Company:
    """A company of this test's own."""
    return deployment.new_company()


def astramech(state: str, *arguments: str) -> None:
    """Run the command; what it says is shown if it fails."""
    command = [sys.executable, "-m", "local.cli", "--state", state, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-4000:]
