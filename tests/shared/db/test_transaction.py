"""The transaction of an invocation: SQL and sessions share it, the edge alone ends it, its connection is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text

from shared.core.invocation import Invocation, new_id
from shared.db.models.base import Company
from shared.db.session import tenant_session
from shared.db.transaction import Transaction, tenant_transaction
from tests.postgres import Database


@contextmanager
def run(company: UUID | None) -> Iterator[Transaction]:
    """One invocation."""
    invocation = Invocation(function="test", correlation_id="test", company_id=company)
    with contextmanager(tenant_transaction)(invocation) as transaction:
        yield transaction


def name_of(company: UUID, database: Database) -> str:
    with psycopg.connect(database.url()) as owner:
        row = owner.execute("SELECT name FROM companies WHERE id = %s", [company]).fetchone()
    assert row
    return str(row[0])


def fail(company: UUID) -> None:
    with run(company) as transaction:
        transaction.connection.execute("UPDATE companies SET name = 'by SQL'")
        session = tenant_session(transaction)
        session.execute(text("UPDATE companies SET name = name || ' and by a session'"))
        session.commit()
        raise ZeroDivisionError


def test_a_session_sees_what_sql_wrote_and_both_are_committed_at_the_end(company: UUID, deployed: Database) -> None:
    with run(company) as transaction:
        transaction.connection.execute("UPDATE companies SET name = 'by SQL'")
        session = tenant_session(transaction)
        seen = session.get_one(Company, company)
        assert seen.name == "by SQL"
        seen.name += " and by a session"
        assert name_of(company, deployed) == "Hotel Brisa"
    assert name_of(company, deployed) == "by SQL and by a session"


def test_nobody_but_the_edge_commits(company: UUID, deployed: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        fail(company)
    assert name_of(company, deployed) == "Hotel Brisa"


def test_an_invocation_without_a_company_sees_none_even_after_one_with(company: UUID) -> None:
    query = "SELECT id FROM companies"
    with run(company) as transaction:
        assert transaction.connection.execute(query).fetchall() == [(company,)]
    with run(None) as transaction:
        assert transaction.connection.execute(query).fetchall() == []
    with run(new_id()) as transaction:
        assert transaction.connection.execute(query).fetchall() == []


def test_after_the_commit_the_connection_sees_no_company(company: UUID) -> None:
    seen: list[object] = []
    with run(company) as transaction:
        transaction.after_commit.append(
            lambda: seen.extend(transaction.connection.execute("SELECT id FROM companies").fetchall())
        )
    assert seen == []


def backend(transaction: Transaction) -> int:
    return transaction.connection.info.backend_pid


def test_the_connection_is_kept_for_the_next_invocation_also_after_a_failure(company: UUID) -> None:
    with run(company) as transaction:
        first = backend(transaction)
    with pytest.raises(ZeroDivisionError):
        fail(company)
    with run(company) as transaction:
        assert backend(transaction) == first


def test_a_connection_that_died_meanwhile_is_replaced(company: UUID, deployed: Database) -> None:
    with run(company) as transaction:
        first = backend(transaction)
    with psycopg.connect(deployed.url()) as owner:
        owner.execute("SELECT pg_terminate_backend(%s)", [first])
    with run(company) as transaction:
        assert backend(transaction) != first
        assert tenant_session(transaction).get_one(Company, company).name == "Hotel Brisa"


def test_two_invocations_at_once_have_a_connection_each(company: UUID) -> None:
    with run(company) as one, run(company) as other:
        assert backend(one) != backend(other)
