"""The one transaction of an invocation: opened at the edge, walled to a company, committed at the end."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any
from uuid import UUID

import orjson
import psycopg
from sqlalchemy import URL, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from shared.core import aws
from shared.core.errors import Problem
from shared.core.inject import Depends, provides
from shared.core.invocation import Invocation
from shared.core.resources import APP_ROLE, DATABASE, OWNER_DATABASE, SYSTEM_DATABASE, SYSTEM_ROLE
from shared.core.settings import settings

_SET_COMPANY = text("SELECT set_config('app.company_id', :company, true)")


@provides(DATABASE)
def tenant_session(invocation: Invocation) -> Iterator[Session]:
    """The session of the invocation's company; without a company it sees nothing."""
    yield from _transaction(engine(APP_ROLE), company=str(invocation.company_id or ""))


@provides(SYSTEM_DATABASE)
def system_session() -> Iterator[Session]:
    """A session over all companies, for sign-in, the relay and nightly jobs."""
    yield from _transaction(engine(SYSTEM_ROLE), company="")


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


def after_commit(session: Session, announce: Callable[[], None]) -> None:
    """Call `announce` once the session's transaction has committed; never if it rolls back."""
    session.info.setdefault("after_commit", []).append(announce)


def _transaction(engine: Engine, *, company: str) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False, autoflush=True) as session:
        _enter(session, company)
        try:
            yield session
        except Problem as problem:
            if problem.keeps_effects:
                _commit(session)
            raise
        _commit(session)


def _commit(session: Session) -> None:
    session.commit()
    for announce in session.info.get("after_commit", ()):
        announce()


def _enter(session: Session, company: str) -> None:
    """Set the company for this transaction. The statement also proves the connection: a dead one is replaced once."""
    try:
        session.execute(_SET_COMPANY, {"company": company})
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        session.rollback()
        session.execute(_SET_COMPANY, {"company": company})


@cache
def engine(role: str) -> Engine:
    """The engine of a database role; it connects on first use, so a snapshot holds no connection."""
    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(role),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        use_native_hstore=False,
        hide_parameters=True,
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
    )


def connect(role: str) -> psycopg.Connection[Any]:
    """Connect as `role`: with a signed token through the proxy, or trusted on one machine.

    Raises:
        psycopg.OperationalError: the database does not answer.
    """
    return psycopg.connect(
        host=settings.db_host,
        port=settings.db_port,
        dbname=settings.db_name,
        user=role,
        password=_password(role),
        sslmode=settings.db_sslmode,
        sslrootcert=settings.db_sslrootcert if settings.db_sslmode.startswith("verify") else None,
        connect_timeout=5,
        prepare_threshold=None,  # named statements would pin connections in the proxy
        application_name=f"astramech-{settings.stage}",
    )


def _password(role: str) -> str | None:
    if settings.db_auth == "trust":
        return None
    now = datetime.now(UTC)
    return aws.database_token(settings.db_host, settings.db_port, role, credentials=aws.credentials(), at=now)


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
