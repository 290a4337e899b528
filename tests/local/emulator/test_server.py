import os
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from local.emulator.server import Emulator, EmulatorError
from local.process import PortTakenError, free_port
from tests.local.emulator.cloud import Cloud, eventually

pytestmark = pytest.mark.emulator


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    emulator = Emulator(tmp_path / "emulator")
    yield emulator
    emulator.stop()


def test_another_call_finds_it_running_and_stops_it_with_its_lambdas(
    emulator: Emulator, emulator_python: Path, tmp_path: Path
) -> None:
    port, log = free_port(), tmp_path / "log"
    emulator.start(port, python=emulator_python, log_file=log)
    cloud = Cloud(emulator.url)
    worker = psutil.Process(cloud.invoke(cloud.function("echo"))["pid"])
    cloud.close()

    later = Emulator(emulator.state_dir)
    assert (later.is_running(), later.is_healthy(), later.port) == (True, True, port)
    later.start(port, python=emulator_python, log_file=log)
    assert worker.is_running(), "a second start replaced the emulator"

    assert later.stop()
    assert not emulator.is_running()
    eventually(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)
    assert not later.stop()


def test_a_start_on_another_port_moves_it(emulator: Emulator, emulator_python: Path, tmp_path: Path) -> None:
    first, second = free_port(), free_port()
    emulator.start(first, python=emulator_python, log_file=tmp_path / "log")
    emulator.start(second, python=emulator_python, log_file=tmp_path / "log")
    assert emulator.url == f"http://127.0.0.1:{second}"
    assert emulator.is_healthy()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", first)) != 0


def test_it_listens_on_loopback_only(emulator: Emulator, emulator_python: Path, tmp_path: Path) -> None:
    emulator.start(free_port(), python=emulator_python, log_file=tmp_path / "log")
    pid = int(Path(emulator.state_dir / "emulator.pid").read_text().split('"pid": ')[1].split(",")[0])
    listening = [c.laddr for c in psutil.Process(pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert [(address.ip, address.port) for address in listening] == [("127.0.0.1", emulator.port)]


def test_a_taken_port_is_named_with_its_holder(emulator: Emulator, emulator_python: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError, match=rf"emulator.*{port}.*pid {os.getpid()}"):
            emulator.start(port, python=emulator_python, log_file=tmp_path / "log")
    assert not emulator.is_running()


def test_an_emulator_that_ends_while_starting_shows_its_log(
    emulator: Emulator, emulator_python: Path, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(EmulatorError, match=r"(?s)ended while starting.*NotADirectoryError"):
        emulator.start(free_port(), python=emulator_python, log_file=tmp_path / "log", cache=file / "cache")
