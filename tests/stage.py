"""One whole stage for a test: the cloud of `tests.aws` and a migrated database of its own.

Registered in ``tests/conftest.py``. The code under test connects as its own roles, so row-level security is at work.
"""

from collections.abc import Iterator
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
def stage(cloud: Cloud, own_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage of this test's own; what it commits, no other test sees."""
    from shared.db.session import APP_ROLE, SYSTEM_ROLE, engine  # noqa: PLC0415 - only for suites with a database

    environment = {
        "DB_HOST": own_database.host,
        "DB_PORT": str(own_database.port),
        "DB_NAME": own_database.name,
        "DB_SSLMODE": "disable",
        "DB_AUTH": "trust",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    engine.cache_clear()
    yield Stage(cloud, own_database)
    for role in (APP_ROLE, SYSTEM_ROLE):
        engine(role).dispose()
    engine.cache_clear()
