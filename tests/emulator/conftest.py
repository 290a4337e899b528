"""One deployment of all stacks per run, shared by its workers, on free ports and with state of its own.

``ASTRAMECH_STACK=<path of stack.json>`` uses a running deployment instead, for speed while writing tests.
"""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulator.deployment import Company, Deployment
from tests.emulator.run import Run


@pytest.fixture(scope="session")
def stack_file() -> Iterator[Path]:
    """Where the deployment of this run is described."""
    if running := os.environ.get("ASTRAMECH_STACK"):
        yield Path(running).resolve()
        return
    run = Run.named(os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex))
    try:
        yield run.enter()
    finally:
        run.leave()


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
