"""The migration that every deployment runs."""

import psycopg
import pytest

from functions.platform.tasks import migrate_database
from shared.db.migrate import newest
from tests.lambdas import LambdaContext
from tests.postgres import Database


@pytest.fixture
def empty_stage(empty_database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    environment = {
        "DB_HOST": empty_database.host,
        "DB_PORT": str(empty_database.port),
        "DB_NAME": empty_database.name,
        "DB_SSLMODE": "disable",
        "DB_AUTH": "trust",
        "DB_OWNER_USER": "postgres",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return empty_database


def tables(database: Database) -> set[str]:
    with psycopg.connect(database.url()) as owner:
        rows = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {name for (name,) in rows}


def test_an_empty_database_gets_the_newest_schema_and_a_second_run_changes_nothing(empty_stage: Database) -> None:
    assert migrate_database({}, LambdaContext()) == {"from_revision": "", "to_revision": newest()}
    assert {"companies", "leads", "events_log", "event_receipts"} <= tables(empty_stage)
    assert migrate_database({}, LambdaContext()) == {"from_revision": newest(), "to_revision": newest()}


def test_a_deployment_can_stop_at_a_revision(empty_stage: Database) -> None:
    assert migrate_database({"revision": "0002"}, LambdaContext())["to_revision"] == "0002"
    assert "leads" not in tables(empty_stage)
