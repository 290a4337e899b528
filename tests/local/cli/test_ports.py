import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local.cli.errors import PortTaken
from local.cli.ports import Ports, is_free, require_free
from local.process import free_port


@contextmanager
def taken(port: int) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", port)):
        yield


def test_a_port_stays_the_same(tmp_path: Path) -> None:
    first = Ports(tmp_path / "ports.json").choose("postgres")
    assert Ports(tmp_path / "ports.json").choose("postgres") == first


def test_a_port_that_is_taken_meanwhile_is_replaced(tmp_path: Path) -> None:
    ports = Ports(tmp_path / "ports.json")
    first = ports.choose("postgres")
    with taken(first):
        second = ports.choose("postgres")
    assert second != first
    assert ports.known("postgres") == second
    assert is_free(second)


def test_names_have_ports_of_their_own(tmp_path: Path) -> None:
    ports = Ports(tmp_path / "ports.json")
    assert ports.choose("postgres") != ports.choose("emulator")
    assert ports.known("vendors") is None


def test_two_clouds_begin_to_look_in_different_places(tmp_path: Path) -> None:
    chosen = {Ports(tmp_path / name / "ports.json").choose("postgres") for name in ("one", "two", "three")}
    assert len(chosen) > 1


def test_a_damaged_file_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text("{")
    assert Ports(tmp_path / "ports.json").choose("postgres")


def test_who_has_the_port_is_named() -> None:
    port = free_port()
    require_free(port, "the emulator")
    with taken(port), pytest.raises(PortTaken) as error:
        require_free(port, "the emulator")
    assert f"Port {port}, which the emulator needs" in error.value.message
    assert f"pid {os.getpid()}" in error.value.message
    assert f"--port {port + 1}" in error.value.advice
