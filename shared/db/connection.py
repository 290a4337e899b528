"""Connections to PostgreSQL, by role: made on first use, so that a snapshot holds none; kept between invocations."""

from datetime import UTC, datetime
from typing import Any

import psycopg

from shared.core import aws
from shared.core.settings import settings

_kept: dict[str, list[psycopg.Connection[Any]]] = {}


def connect(role: str, *, autocommit: bool = False) -> psycopg.Connection[Any]:
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
        autocommit=autocommit,
    )


def take(role: str) -> psycopg.Connection[Any]:
    """A connection for one invocation, kept from an earlier one or new; it opens no transaction by itself."""
    kept = _kept.get(role)
    return kept.pop() if kept else connect(role, autocommit=True)


def give_back(role: str, connection: psycopg.Connection[Any]) -> None:
    """Keep a connection for the next invocation, without what is left of a transaction; a dead one is not kept."""
    try:
        connection.rollback()
    except psycopg.Error:
        connection.close()
    if not connection.closed:
        _kept.setdefault(role, []).append(connection)


def close_kept() -> None:
    """Close every connection that is kept."""
    for connections in _kept.values():
        while connections:
            connections.pop().close()


def _password(role: str) -> str | None:
    if settings.db_auth == "trust":
        return None
    now = datetime.now(UTC)
    return aws.database_token(settings.db_host, settings.db_port, role, credentials=aws.credentials(), at=now)
