"""PostgreSQL for one cloud: the embedded one, or one that is there already."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from local.cli.errors import NotRunning, PortTaken, Trouble
from local.cli.paths import Home
from local.cli.ports import Ports
from local.postgres import Postgres, PostgresError
from local.process import PortTakenError

NAME = "astramech"
OWNER = "astramech"
APP_ROLE = "astramech_app"
ATTEMPTS = 3
DEFAULT_PORT = 5432


@dataclass(frozen=True)
class DatabaseAddress:
    """Where PostgreSQL answers, and who owns the schema."""

    host: str
    port: int
    name: str = NAME
    owner: str = OWNER

    def url(self, user: str) -> str:
        return f"postgresql://{user}@{self.host}:{self.port}/{self.name}"

    @property
    def inputs(self) -> dict[str, str]:
        """What the CDK app is told of it."""
        return {"database_host": self.host, "database_port": str(self.port)}


def start_embedded(home: Home, ports: Ports) -> DatabaseAddress:
    """Bring up the cluster of this cloud, with an empty database the first time.

    Raises:
        Trouble: PostgreSQL says no.
    """
    postgres = Postgres(home.postgres)
    running = postgres.server()
    port = running.port if running else _start(postgres, home, ports)
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        _create(connection)
    return DatabaseAddress("127.0.0.1", port)


def given(url: str) -> DatabaseAddress:
    """A database by the address of its owner: `postgresql://owner@host:port/name`, without a password.

    Raises:
        Trouble: it is no such address.
        NotRunning: nobody answers there, or not to this owner.
    """
    address = address_in(url)
    parts = urlsplit(url)
    if not parts.scheme.startswith("postgres") or not address.host or parts.password:
        raise Trouble(
            f"{url} is not an address of a database that can be used here.",
            advice="Give postgresql://owner@host:port/name; the server must trust who reaches it, without a password.",
        )
    if (address.name, address.owner) != (NAME, OWNER):
        raise Trouble(f"The database and its owner must both be called {NAME}, not {address.name}, {address.owner}.")
    try:
        psycopg.connect(address.url(address.owner), connect_timeout=5).close()
    except psycopg.OperationalError as error:
        raise NotRunning(f"The database does not answer: {error}") from None
    return address


def address_in(url: str) -> DatabaseAddress:
    """The parts of an owner's address."""
    parts = urlsplit(url)
    return DatabaseAddress(
        host=parts.hostname or "",
        port=parts.port or DEFAULT_PORT,
        name=parts.path.removeprefix("/") or NAME,
        owner=parts.username or OWNER,
    )


def _start(postgres: Postgres, home: Home, ports: Ports) -> int:
    for attempt in range(ATTEMPTS):
        port = ports.choose("postgres")
        try:
            postgres.start(port, log_file=home.log("postgres"))
        except PortTakenError as error:
            if attempt == ATTEMPTS - 1:
                raise PortTaken(str(error)) from None
        except PostgresError as error:
            raise Trouble(str(error), log=home.log("postgres")) from None
        else:
            break
    return port


def _create(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """The owner, no superuser just as in AWS, and the database."""
    if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [OWNER]).rowcount:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB").format(sql.Identifier(OWNER)))
    if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [NAME]).rowcount:
        names = sql.Identifier(NAME), sql.Identifier(OWNER)
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(*names))
