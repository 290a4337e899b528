"""PostgreSQL for tests: one throw-away cluster per run, shared by all workers, and databases copied from one template.

Registered by ``pytest_plugins = ["tests.postgres"]`` in ``tests/conftest.py``.
"""

import fcntl
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from local.postgres import SUPERUSER, Postgres
from local.process import free_port

TEMPLATE = "astramech_template"


@dataclass(frozen=True)
class Database:
    """One database of the cluster."""

    name: str
    port: int
    host: str = "127.0.0.1"

    def url(self, user: str = SUPERUSER) -> str:
        return f"postgresql://{user}@{self.host}:{self.port}/{self.name}"


class Cluster:
    """The run's cluster, started by the first worker that needs it and removed by the last that leaves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = Postgres(folder / "data")

    def enter(self) -> None:
        with self.locked():
            self._users(+1)
            if not self.server.is_running():
                self.server.start(free_port(), durable=False)

    def leave(self) -> None:
        with self.locked():
            if self._users(-1):
                return
            self.server.stop()
            shutil.rmtree(self.server.data_dir)
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the run's lock: workers are processes."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def create(self, name: str, template: str = "template1") -> Database:
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.database(name)

    def drop(self, name: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def rename(self, name: str, new: str) -> None:
        self._execute("ALTER DATABASE {} RENAME TO {}", name, new)

    def has(self, name: str) -> bool:
        with psycopg.connect(self.server.url()) as connection:
            return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def database(self, name: str) -> Database:
        server = self.server.server()
        assert server, "the cluster is not running"
        return Database(name, server.port)

    def _execute(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(self.server.url(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))

    def _users(self, change: int) -> int:
        counter = self.folder / "users"
        users = int(counter.read_text() if counter.exists() else 0) + change
        counter.write_text(str(users))
        return users


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The run's PostgreSQL. Not under pytest's own temporary folder, which other runs close to the server's account."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)
    cluster = Cluster(Path(tempfile.gettempdir()) / f"astramech-tests-{run[:12]}")
    cluster.enter()
    yield cluster
    cluster.leave()


@pytest.fixture(scope="session")
def migrate() -> Callable[[str], object]:
    """What brings the empty template database, given by url as superuser, to the current schema."""
    from shared.db.migrate import upgrade  # noqa: PLC0415  (SQLAlchemy and Alembic, only for suites with a database)

    return upgrade


@pytest.fixture(scope="session")
def template_database(cluster: Cluster, migrate: Callable[[str], object]) -> str:
    """Name of the migrated template, made once per run: nobody may stay connected to it."""
    with cluster.locked():
        if cluster.has(TEMPLATE):
            return TEMPLATE
        building = f"{TEMPLATE}_building"
        cluster.drop(building)
        migrate(cluster.create(building).url())
        cluster.rename(building, TEMPLATE)
    return TEMPLATE


@pytest.fixture(scope="session")
def database(cluster: Cluster, template_database: str) -> Iterator[Database]:
    """The worker's migrated database: a test that writes here rolls back."""
    yield from _copy(cluster, template_database)


@pytest.fixture
def own_database(cluster: Cluster, template_database: str) -> Iterator[Database]:
    """A migrated database for one test that commits."""
    yield from _copy(cluster, template_database)


@pytest.fixture
def empty_database(cluster: Cluster) -> Iterator[Database]:
    """A database without a schema, for one test."""
    yield from _copy(cluster, "template1")


def _copy(cluster: Cluster, template: str) -> Iterator[Database]:
    name = f"test_{uuid.uuid4().hex[:12]}"
    with cluster.locked():
        copied = cluster.create(name, template)
    yield copied
    cluster.drop(name)
