"""What a handler finds around it in process: a durable PostgreSQL over TCP and a bus, both on loopback."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.bus import serving
from local.postgres import SUPERUSER, Postgres
from local.process import free_port
from shared.db import migrate

CALLED_BY = {
    "LAMBDA_TASK_ROOT": "/var/task",
    "AWS_LAMBDA_FUNCTION_NAME": "benchmark",
    "AWS_EXECUTION_ENV": "AWS_Lambda_python",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "_X_AMZN_TRACE_ID": "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
    "AWS_CONFIG_FILE": os.devnull,
    "LANG": "C.UTF-8",
}
"""What Lambda sets."""


@dataclass(frozen=True)
class Surroundings:
    """Where the database and the bus are, and whose leads are made."""

    port: int
    bus: str
    company_id: uuid.UUID

    def environment(self) -> dict[str, str]:
        """The variables of every variant: ours, libpq's for the floor, and the address as most projects pass it."""
        database = {"DB_HOST": "127.0.0.1", "DB_PORT": str(self.port), "DB_NAME": "postgres"}
        ours = {**database, "DB_SSLMODE": "disable", "DB_AUTH": "trust", "BUS_NAME": "benchmark", "TABLE_NAME": "none"}
        floor = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGDATABASE": "postgres", "PGUSER": SUPERUSER}
        naive = {"DATABASE_URL": f"postgresql+psycopg://{SUPERUSER}@127.0.0.1:{self.port}/postgres"}
        return {**CALLED_BY, **ours, **floor, **naive, "AWS_ENDPOINT_URL": self.bus}

    def leads(self) -> int:
        """How many leads were made: each answer of a handler left one."""
        with psycopg.connect(_url(self.port)) as connection:
            row = connection.execute("SELECT count(*) FROM leads").fetchone()
        return int(row[0]) if row else 0


@contextmanager
def surroundings() -> Iterator[Surroundings]:
    """A database of its own with one company, and a bus; both end with the block."""
    folder = Path(tempfile.mkdtemp(prefix="astramech-benchmark-"))
    server, port = Postgres(folder / "data"), free_port()
    try:
        server.start(port, durable=True)
        migrate.upgrade(_url(port))
        with serving() as bus:
            yield Surroundings(port, bus, _new_company(port))
    finally:
        server.stop()
        shutil.rmtree(folder)


def _new_company(port: int) -> uuid.UUID:
    company_id = uuid.uuid4()
    with psycopg.connect(_url(port)) as connection:
        connection.execute("INSERT INTO companies (id, name) VALUES (%s, 'Hotel Brisa')", [company_id])
    return company_id


def _url(port: int) -> str:
    return f"postgresql://{SUPERUSER}@127.0.0.1:{port}/postgres"
