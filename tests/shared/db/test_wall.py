"""The wall between companies, tried on every tenant table with direct SQL under the application role."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import dict_row
from sqlalchemy import Table

from shared.core.invocation import new_id
from tests.furnishing import TABLES, furnish, insert
from tests.postgres import Database

MINE, THEIRS = new_id(), new_id()
UNCHANGEABLE = {"journal_entries", "journal_lines"}


@pytest.fixture(scope="module")
def furnished(database: Database) -> Database:
    """Both companies have a row in every table."""
    with psycopg.connect(database.url()) as owner:
        for company in (MINE, THEIRS):
            furnish(owner, company)
    return database


@pytest.fixture
def app(furnished: Database) -> Iterator[psycopg.Connection[Any]]:
    """The application role, without a company yet."""
    with psycopg.connect(furnished.url("astramech_app"), row_factory=dict_row) as connection:
        yield connection
        connection.rollback()


def enter(connection: psycopg.Connection[Any], company: UUID) -> None:
    connection.execute("SELECT set_config('app.company_id', %s, true)", [str(company)])


def rows(connection: psycopg.Connection[Any], table: str) -> list[dict[str, Any]]:
    return connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))).fetchall()


every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@every_table
def test_without_a_company_nothing_is_seen(app: psycopg.Connection[Any], table: Table) -> None:
    assert rows(app, table.name) == rows(app, "companies") == []


@every_table
def test_a_company_sees_its_own_rows_only(app: psycopg.Connection[Any], table: Table) -> None:
    enter(app, MINE)
    seen = rows(app, table.name)
    assert seen
    assert {row["company_id"] for row in seen} == {MINE}
    assert [row["id"] for row in rows(app, "companies")] == [MINE]


@every_table
def test_another_companys_rows_cannot_be_changed_or_deleted(app: psycopg.Connection[Any], table: Table) -> None:
    enter(app, MINE)
    name = sql.Identifier(table.name)
    update = sql.SQL("UPDATE {} SET company_id = company_id WHERE company_id = %s").format(name)
    delete = sql.SQL("DELETE FROM {} WHERE company_id = %s").format(name)
    if table.name in UNCHANGEABLE:
        for statement in (update, delete):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement, [MINE])
            app.rollback()
        return
    assert app.execute(update, [THEIRS]).rowcount == app.execute(delete, [THEIRS]).rowcount == 0


@every_table
def test_a_row_cannot_be_planted_in_or_moved_to_another_company(app: psycopg.Connection[Any], table: Table) -> None:
    enter(app, MINE)
    move = sql.SQL("UPDATE {} SET company_id = %s").format(sql.Identifier(table.name))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(move, [THEIRS])
    app.rollback()
    enter(app, MINE)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        insert(app, table, THEIRS, {})


def test_a_reference_cannot_point_into_another_company(app: psycopg.Connection[Any]) -> None:
    enter(app, THEIRS)
    foreign = rows(app, "leads")[0]["id"]
    app.rollback()
    enter(app, MINE)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        app.execute(
            "INSERT INTO tasks (id, company_id, lead_id, kind, reason, due_at, cause_event_id)"
            " VALUES (%s, %s, %s, 'call', 'x', now(), %s)",
            [new_id(), MINE, foreign, new_id()],
        )


def test_the_company_of_a_connection_does_not_outlive_its_transaction(app: psycopg.Connection[Any]) -> None:
    enter(app, MINE)
    app.commit()
    assert rows(app, "leads") == []


@pytest.mark.parametrize("role", ["astramech_app", "astramech_system"])
def test_no_serving_role_owns_a_table_or_passes_the_wall(furnished: Database, role: str) -> None:
    with psycopg.connect(furnished.url(), row_factory=dict_row) as owner:
        found = owner.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        owned = owner.execute("SELECT tablename FROM pg_tables WHERE tableowner = %s", [role]).fetchall()
    assert found == {"rolsuper": False, "rolbypassrls": False}
    assert owned == []


def test_every_table_with_a_company_has_row_level_security(furnished: Database) -> None:
    with psycopg.connect(furnished.url()) as owner:
        open_tables = owner.execute(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE nspname = 'public' AND relkind = 'r' AND NOT relrowsecurity"
        ).fetchall()
    assert open_tables == [("alembic_version",)]


def test_the_application_role_cannot_read_the_schema_version_or_become_another(app: psycopg.Connection[Any]) -> None:
    for statement in ("SELECT * FROM alembic_version", "SET ROLE astramech_system", "SET ROLE postgres"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(statement)
        app.rollback()
