"""The database of a cloud: the embedded one, made as in AWS, and one that is there already."""

from collections.abc import Iterator

import psycopg
import pytest

from local.cli.database import APP_ROLE, DatabaseAddress, given, start_embedded
from local.cli.errors import NotRunning, Trouble
from local.cli.paths import Home
from local.cli.ports import Ports
from local.postgres import Postgres
from local.process import free_port
from tests.postgres import Cluster


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("cloud"))
    yield home
    Postgres(home.postgres).stop()


def test_the_owner_of_the_schema_is_no_superuser(home: Home) -> None:
    address = start_embedded(home, Ports(home.ports_file))
    with psycopg.connect(address.url(address.owner)) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, current_database() FROM pg_roles WHERE rolname = 'astramech'"
        ).fetchone()
    assert row == (False, False, True, "astramech")


def test_a_second_start_finds_the_same_database(home: Home) -> None:
    first = start_embedded(home, Ports(home.ports_file))
    with psycopg.connect(first.url(first.owner)) as connection:
        connection.execute("CREATE TABLE kept (id int)")
    Postgres(home.postgres).stop()
    second = start_embedded(home, Ports(home.ports_file))
    assert second == start_embedded(home, Ports(home.ports_file)) == first
    with psycopg.connect(second.url(second.owner)) as connection:
        connection.execute("SELECT * FROM kept")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://astramech@127.0.0.1/astramech",
        "postgresql:///astramech",
        "postgresql://astramech:secret@127.0.0.1/astramech",
        "postgresql://astramech@127.0.0.1/other",
        "postgresql://somebody@127.0.0.1/astramech",
    ],
)
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(Trouble):
        given(url)


def test_a_database_that_does_not_answer_is_noticed() -> None:
    with pytest.raises(NotRunning, match="does not answer"):
        given(f"postgresql://astramech@127.0.0.1:{free_port()}/astramech")


def test_a_database_that_is_there_already_is_used(cluster: Cluster) -> None:
    with psycopg.connect(cluster.server.url(), autocommit=True) as connection:
        connection.execute("CREATE ROLE astramech LOGIN")
    cluster.create("astramech")
    try:
        running = cluster.server.server()
        assert running
        address = given(f"postgresql://astramech@127.0.0.1:{running.port}/astramech")
        assert address == DatabaseAddress("127.0.0.1", running.port)
        assert address.inputs == {"database_host": "127.0.0.1", "database_port": str(running.port)}
        assert address.url(APP_ROLE).startswith("postgresql://astramech_app@")
    finally:
        cluster.drop("astramech")
        with psycopg.connect(cluster.server.url(), autocommit=True) as connection:
            connection.execute("DROP ROLE astramech")
