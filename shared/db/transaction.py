"""The one transaction of a company's invocation: opened at the edge, walled to the company, committed at the end.

It speaks SQL through psycopg. `shared.db.session` puts SQLAlchemy on top, for whoever asks for a session: importing it
takes a third of a cold start, so what is called most may do without.
"""

from collections.abc import Callable, Iterator
from typing import Annotated, Any
from uuid import UUID

import psycopg

from shared.core.errors import Problem
from shared.core.inject import Depends, provides
from shared.core.invocation import Invocation
from shared.core.resources import APP_ROLE, DATABASE
from shared.db.connection import connect, give_back, take


class Transaction:
    """A transaction that the edge commits.

    Attributes:
        connection: speaks SQL in it; after its commit, each statement is a transaction of its own, without a company.
        before_commit: called before it commits.
        after_commit: called once it has committed; never if it rolls back.
    """

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.before_commit: list[Callable[[], None]] = []
        self.after_commit: list[Callable[[], None]] = []

    def commit(self) -> None:
        """Commit, then announce."""
        for finish in self.before_commit:
            finish()
        self.connection.commit()
        for announce in self.after_commit:
            announce()


@provides(DATABASE)
def tenant_transaction(invocation: Invocation) -> Iterator[Transaction]:
    """The transaction of the invocation's company; without a company it sees nothing."""
    yield from company_transaction(invocation.company_id)


def company_transaction(company_id: UUID | None) -> Iterator[Transaction]:
    """A transaction of a company; without one it sees nothing."""
    connection = _begun(company_id)
    transaction = Transaction(connection)
    try:
        yield from _refusing(transaction)
        transaction.commit()
    finally:
        give_back(APP_ROLE, connection)


TenantTransaction = Annotated[Transaction, Depends(tenant_transaction)]


def wall(company_id: UUID | None) -> str:
    """The statement that shows the rest of its transaction one company, or none."""
    return f"SET LOCAL app.company_id = '{company_id or ''}'"


def _refusing(transaction: Transaction) -> Iterator[Transaction]:
    """Commit under a refusal that says that its effects stand."""
    try:
        yield transaction
    except Problem as problem:
        if problem.keeps_effects:
            transaction.commit()
        raise


def _begun(company_id: UUID | None) -> psycopg.Connection[Any]:
    """A connection in a transaction. Beginning it also proves the connection: a dead one is replaced once."""
    connection = take(APP_ROLE)
    try:
        _begin(connection, company_id)
    except psycopg.OperationalError:
        connection.close()
        connection = connect(APP_ROLE, autocommit=True)
        _begin(connection, company_id)
    return connection


def _begin(connection: psycopg.Connection[Any], company_id: UUID | None) -> None:
    connection.execute(f"BEGIN; {wall(company_id)}".encode())  # one round trip; ids need no quoting
