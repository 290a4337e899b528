import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.emulator.environment import ensure_environment
from local.emulator.server import REPOSITORY, Emulator
from local.process import free_port
from tests.local.emulator.cloud import Cloud

STOCK = os.environ.get("EMULATOR_STOCK", "0")


@pytest.fixture(scope="session")
def emulator_python() -> Path:
    """The interpreter of the emulator's environment, the one that `astramech up` uses too."""
    return ensure_environment(REPOSITORY / ".astramech" / "emulator")


@pytest.fixture(scope="session")
def cloud(emulator_python: Path) -> Iterator[Cloud]:
    """An emulator of this session's own; EMULATOR_STOCK=1 leaves it uncorrected."""
    with tempfile.TemporaryDirectory(prefix="astramech-emulator-", ignore_cleanup_errors=True) as folder:
        emulator = Emulator(Path(folder))
        emulator.start(
            free_port(),
            python=emulator_python,
            log_file=Path(folder) / "emulator.log",
            settings={"EMULATOR_STOCK": STOCK, "LOCAL_PG_HOST": "127.0.0.1"},
        )
        cloud = Cloud(emulator.url)
        try:
            yield cloud
        finally:
            cloud.close()
            emulator.stop()
