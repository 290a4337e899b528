"""One whole stage for a test: the database of `tests.lambdas`, the cloud of `tests.aws` and the vendors of
`tests.vendors`, all answering.

Registered in ``tests/conftest.py``. The code under test connects as its own roles, so row-level security is at work.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.aws import Cloud
from tests.postgres import Database

if TYPE_CHECKING:
    from tests.local.vendors.serving import Served


@dataclass(frozen=True)
class Stage:
    """What a function finds behind its environment."""

    cloud: Cloud
    database: Database


@pytest.fixture
def stage(deployed: Database, cloud: Cloud, simulated_alegra: "Served", monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The worker's database with a cloud of this test's own."""
    monkeypatch.setenv("ALEGRA_BASE_URL", simulated_alegra.url)
    for name, value in cloud.environment.items():
        monkeypatch.setenv(name, value)
    return Stage(cloud, deployed)
