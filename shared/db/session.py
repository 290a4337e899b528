"""Sessions of SQLAlchemy: on a company's transaction, and across companies in a transaction of their own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache, lru_cache, partial
from typing import Annotated, Any
from uuid import UUID

import orjson
import psycopg
from sqlalchemy import URL, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool, StaticPool

from shared.core import aws
from shared.core.errors import Problem
from shared.core.inject import Depends, provides
from shared.core.invocation import Invocation
from shared.core.resources import DATABASE, OWNER_DATABASE, SYSTEM_DATABASE, SYSTEM_ROLE
from shared.core.settings import settings
from shared.db.connection import connect
from shared.db.transaction import TenantTransaction, company_transaction

_SET_COMPANY = text("SELECT set_config('app.company_id', :company, true)")


def tenant_session(transaction: TenantTransaction) -> Session:
    """The session of the invocation's company, in the invocation's transaction; without a company it sees nothing."""
    session = Session(_lent_engine(transaction.connection), expire_on_commit=False)
    transaction.before_commit.append(session.flush)
    return session


@provides(SYSTEM_DATABASE)
def system_session() -> Iterator[Session]:
    """A session over all companies, for sign-in, the relay and nightly jobs."""
    yield from _transaction(engine(SYSTEM_ROLE))


TenantSession = Annotated[Session, Depends(tenant_session)]
EnterCompany = Callable[[UUID], None]


def company_door(session: TenantSession, invocation: Invocation) -> EnterCompany:
    """Walls the session of a public endpoint to the company that a token in its body names.

    What is then seen is that company's, so the token has to be found there before anything else is done.
    """

    def enter(company_id: UUID) -> None:
        if invocation.company_id not in (None, company_id):
            raise ValueError("this invocation belongs to another company")
        session.execute(_SET_COMPANY, {"company": str(company_id)})

    return enter


CompanyDoor = Annotated[EnterCompany, Depends(company_door)]
SystemSession = Annotated[Session, Depends(system_session)]


Transactions = Callable[[], AbstractContextManager[Session]]
"""Opens transactions one after the other, each committed when it is left.

For work that asks somebody outside in between: what was done is committed before it is asked for, and no transaction
waits for an answer.
"""


def tenant_transactions(of: "CompanyTransactions", invocation: Invocation) -> Transactions:
    """Transactions of the invocation's company."""
    if invocation.company_id is None:
        raise ValueError(f"{invocation.function} has no company")
    return of(invocation.company_id)


@provides(DATABASE)
def company_transactions() -> Callable[[UUID], Transactions]:
    """Transactions of any company, each walled to its one, for jobs that go through all of them."""
    return lambda company_id: contextmanager(partial(_short, company_id))


@provides(SYSTEM_DATABASE)
def system_transactions() -> Transactions:
    """Transactions over all companies."""
    return contextmanager(partial(_transaction, engine(SYSTEM_ROLE)))


CompanyTransactions = Annotated[Callable[[UUID], Transactions], Depends(company_transactions)]
TenantTransactions = Annotated[Transactions, Depends(tenant_transactions)]
SystemTransactions = Annotated[Transactions, Depends(system_transactions)]


def _short(company_id: UUID) -> Iterator[Session]:
    with contextmanager(company_transaction)(company_id) as transaction:
        yield tenant_session(transaction)


def _transaction(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        _prove(session)
        try:
            yield session
        except Problem as problem:
            if problem.keeps_effects:
                session.commit()
            raise
        session.commit()


def _prove(session: Session) -> None:
    """Ask for nothing, without a company: a dead connection is replaced once."""
    try:
        session.execute(_SET_COMPANY, {"company": ""})
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        session.rollback()
        session.execute(_SET_COMPANY, {"company": ""})


@cache
def engine(role: str) -> Engine:
    """The engine of a database role; it connects on first use, so a snapshot holds no connection."""
    return _engine(lambda: connect(role), poolclass=QueuePool, pool_size=1, max_overflow=0)


@lru_cache(maxsize=4)
def _lent_engine(connection: psycopg.Connection[Any]) -> Engine:
    """An engine on a connection whose transaction is another's."""
    return _engine(lambda: _Lent(connection), poolclass=StaticPool)


class _Lent:
    """A connection as SQLAlchemy sees it; its transaction is begun and ended by the edge, and by nobody else."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """Left to the edge."""

    def rollback(self) -> None:
        """Left to the edge."""

    def close(self) -> None:
        """Left to the edge."""


def _engine(connect: Callable[[], Any], **pool: Any) -> Engine:
    return create_engine(
        "postgresql+psycopg://",
        creator=connect,
        use_native_hstore=False,
        hide_parameters=True,
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
        **pool,
    )


@provides(OWNER_DATABASE)
def owner_url() -> URL:
    """Address of the database as the owner of its schema, past the proxy; for migrations."""
    user, password = _owner()
    query = {"sslmode": settings.db_sslmode}
    if settings.db_sslmode.startswith("verify"):
        query["sslrootcert"] = settings.db_sslrootcert
    port = int(settings.db_port)
    return URL.create("postgresql+psycopg", user, password, settings.db_host, port, settings.db_name, query)


def _owner() -> tuple[str, str | None]:
    """Name and password of the owner; RDS keeps the password in a secret and changes it by itself."""
    if settings.db_auth == "trust":
        return settings.db_owner_user, None
    secret = aws.call("secretsmanager", "GetSecretValue", {"SecretId": settings.db_owner_secret})
    owner = orjson.loads(secret["SecretString"])
    return owner["username"], owner["password"]


OwnerUrl = Annotated[URL, Depends(owner_url)]
