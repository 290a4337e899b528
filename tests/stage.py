"""One whole stage for a test: the database of `tests.lambdas` and the cloud of `tests.aws`, both answering.

Registered in ``tests/conftest.py``. The code under test connects as its own roles, so row-level security is at work.
"""

from dataclasses import dataclass

import pytest

from tests.aws import Cloud
from tests.postgres import Database


@dataclass(frozen=True)
class Stage:
    """What a function finds behind its environment."""

    cloud: Cloud
    database: Database


@pytest.fixture
def stage(deployed: Database, cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The worker's database with a cloud of this test's own."""
    for name, value in cloud.environment.items():
        monkeypatch.setenv(name, value)
    return Stage(cloud, deployed)
