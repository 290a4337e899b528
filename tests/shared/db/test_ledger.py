"""The books refuse what does not balance, and what would change them, whoever asks."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest

from shared.core.invocation import new_id
from tests.postgres import Database

COMPANY = new_id()


@pytest.fixture
def books(database: Database) -> Iterator[psycopg.Connection[Any]]:
    """The application role inside one company."""
    with psycopg.connect(database.url()) as owner:
        owner.execute("INSERT INTO companies (id, name) VALUES (%s, 'x') ON CONFLICT DO NOTHING", [COMPANY])
    with psycopg.connect(database.url("astramech_app")) as connection:
        connection.execute("SELECT set_config('app.company_id', %s, false)", [str(COMPANY)])
        yield connection
        connection.rollback()


def post(connection: psycopg.Connection[Any], *lines: tuple[str, str, str]) -> UUID:
    """Add an entry of (account, debit, credit), without committing it."""
    entry = new_id()
    connection.execute(
        "INSERT INTO journal_entries (id, company_id, booked_on, memo) VALUES (%s, %s, '2026-11-03', 'x')",
        [entry, COMPANY],
    )
    for position, (account, debit, credit) in enumerate(lines):
        connection.execute(
            "INSERT INTO journal_lines (id, company_id, entry_id, position, account, debit, credit, memo)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, 'x')",
            [new_id(), COMPANY, entry, position, account, debit, credit],
        )
    return entry


def test_a_balanced_entry_is_committed(books: psycopg.Connection[Any]) -> None:
    entry = post(books, ("5135", "150000", "0"), ("2205", "0", "150000"))
    books.commit()
    assert books.execute("SELECT count(*) FROM journal_lines WHERE entry_id = %s", [entry]).fetchone() == (2,)


@pytest.mark.parametrize("lines", [[], [("5135", "1", "0")], [("5135", "100.01", "0"), ("2205", "0", "100")]])
def test_an_entry_that_does_not_balance_is_refused_at_commit(
    books: psycopg.Connection[Any], lines: list[tuple[str, str, str]]
) -> None:
    post(books, *lines)
    with pytest.raises(psycopg.errors.CheckViolation, match="is off by"):
        books.commit()


def test_a_line_added_later_is_refused_too(books: psycopg.Connection[Any]) -> None:
    entry = post(books, ("5135", "1", "0"), ("2205", "0", "1"))
    books.commit()
    books.execute(
        "INSERT INTO journal_lines (id, company_id, entry_id, position, account, debit, memo)"
        " VALUES (%s, %s, %s, 9, '5135', 5, 'x')",
        [new_id(), COMPANY, entry],
    )
    with pytest.raises(psycopg.errors.CheckViolation):
        books.commit()


@pytest.mark.parametrize("sides", [("0", "0"), ("1", "1"), ("-1", "0")])
def test_a_line_has_one_side(books: psycopg.Connection[Any], sides: tuple[str, str]) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="one_side"):
        post(books, ("5135", *sides))


@pytest.mark.parametrize("table", ["journal_entries", "journal_lines"])
@pytest.mark.parametrize("change", ["UPDATE {} SET memo = 'y'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nothing_that_was_posted_can_be_changed(books: psycopg.Connection[Any], table: str, change: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        books.execute(change.format(table))
