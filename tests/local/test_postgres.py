import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from local.postgres import Postgres, PostgresError
from local.process import PortTakenError, free_port


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="astramech-test-"))
    server = Postgres(folder / "data")
    yield server
    server.stop()
    shutil.rmtree(folder)


def test_start_stop_and_start_again_keep_the_data(postgres: Postgres) -> None:
    postgres.start(free_port(), durable=False)
    with psycopg.connect(postgres.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    assert postgres.stop()
    assert not postgres.is_running()
    assert not postgres.stop()

    postgres.start(free_port(), durable=False)
    with psycopg.connect(postgres.socket_url()) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_second_start_changes_nothing(postgres: Postgres) -> None:
    port = free_port()
    postgres.start(port, durable=False)
    first = postgres.server()
    Postgres(postgres.data_dir).start(port, durable=False)
    assert postgres.server() == first


def test_a_start_on_another_port_moves_the_server(postgres: Postgres) -> None:
    postgres.start(free_port(), durable=False)
    port = free_port()
    postgres.start(port, durable=False)
    assert postgres.url("app", "crm") == f"postgresql://app@127.0.0.1:{port}/crm"
    with psycopg.connect(postgres.url()) as connection:
        assert connection.info.port == port


def test_it_listens_on_loopback_only_and_is_durable_unless_told(postgres: Postgres) -> None:
    postgres.start(free_port())
    with psycopg.connect(postgres.url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SELECT lower('ÁÑ'), current_setting('timezone')").fetchone() == ("áñ", "UTC")
    postgres.stop()
    postgres.start(free_port(), durable=False)
    with psycopg.connect(postgres.url()) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)


def test_a_taken_port_is_named_with_its_holder(postgres: Postgres) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError, match=rf"PostgreSQL.*{port}.*pid {os.getpid()}"):
            postgres.start(port, durable=False)
    assert not postgres.is_running()


def test_a_server_that_was_killed_starts_again(postgres: Postgres) -> None:
    port = free_port()
    postgres.start(port)
    with psycopg.connect(postgres.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    server = postgres.server()
    assert server
    kill_tree(server.pid)
    assert not postgres.is_running()

    postgres.start(port)
    with psycopg.connect(postgres.url()) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_the_pid_of_a_stranger_in_the_pid_file_is_not_taken_for_the_server(postgres: Postgres) -> None:
    port = free_port()
    postgres.start(port, durable=False)
    pid_file = postgres.data_dir / "postmaster.pid"
    lines = pid_file.read_text().splitlines(keepends=True)
    postgres.stop()
    pid_file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))

    assert not postgres.is_running()
    postgres.start(port, durable=False)
    assert postgres.is_running()


def test_a_path_too_long_for_a_socket_gets_a_short_one(postgres: Postgres) -> None:
    deep = Postgres(postgres.data_dir.parent / ("long" * 20) / "data")
    try:
        deep.start(free_port(), durable=False)
        server = deep.server()
        assert server
        assert server.socket_dir != deep.data_dir
        with psycopg.connect(deep.socket_url()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        deep.stop()
    shutil.rmtree(server.socket_dir)


def test_an_unusable_directory_is_reported_in_the_words_of_postgresql(postgres: Postgres) -> None:
    postgres.data_dir.mkdir()
    (postgres.data_dir / "stranger").write_text("")
    with pytest.raises(PostgresError, match="exists but is not empty"):
        postgres.start(free_port(), durable=False)


def test_there_is_no_url_while_it_is_stopped(postgres: Postgres) -> None:
    with pytest.raises(PostgresError, match="not running"):
        postgres.url()


SUITE = """
import os, psycopg, pytest
from pathlib import Path
pytest_plugins = ["tests.postgres"]

@pytest.fixture(scope="session")
def migrate():
    def upgrade(url):
        with Path("migrations").open("a") as log:
            log.write("once ")
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE leads (name text)")
    return upgrade

@pytest.mark.parametrize("turn", range(2))
def test_database(database, own_database, empty_database, cluster, turn):
    for copied, tables in ((database, 1), (own_database, 1), (empty_database, 0)):
        with psycopg.connect(copied.url()) as connection:
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'leads'").fetchone()
        assert found == (tables,)
    with Path("seen").open("a") as log:
        log.write(f"{os.environ['PYTEST_XDIST_WORKER']} {database.name} {cluster.server.data_dir}\\n")
"""


def test_workers_share_one_cluster_and_one_migrated_template(tmp_path: Path) -> None:
    (tmp_path / "test_suite.py").write_text(SUITE)
    root = str(Path(__file__).parents[2])
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")} | {"PYTHONPATH": root}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "each", "-p", "no:cacheprovider", "."]
    ran = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr

    assert (tmp_path / "migrations").read_text() == "once "
    seen = {tuple(line.split()) for line in (tmp_path / "seen").read_text().splitlines()}
    workers, databases, clusters = (set(column) for column in zip(*seen, strict=True))
    assert (len(workers), len(databases), len(clusters)) == (2, 2, 1)
    assert not Path(clusters.pop()).parent.exists()


def kill_tree(pid: int) -> None:
    server = psutil.Process(pid)
    processes = [server, *server.children(recursive=True)]
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=5)
