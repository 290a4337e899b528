"""The emulator as a program: what is said when it cannot start, or does not answer."""

import io
import json
import socket
from pathlib import Path

import pytest
from rich.console import Console

from local.cli.errors import PortTaken
from local.cli.machine import start_emulator, why_silent
from local.cli.paths import Home
from local.cli.ports import Ports
from local.cli.steps import Steps

STEPS = Steps(Console(file=io.StringIO()))


def test_a_taken_port_is_refused_before_anything_is_installed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port}, which the emulator needs"):
            start_emulator(home, Ports(home.ports_file), STEPS, port)
    assert Ports(home.ports_file).known("emulator") is None


def test_an_emulator_that_was_never_started(tmp_path: Path) -> None:
    error = why_silent(Home(tmp_path))
    assert error.message == "The cloud is not running."
    assert "astramech up" in error.advice


def test_an_emulator_that_has_died_leaves_its_last_words(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.emulator.mkdir()
    (home.emulator / "emulator.pid").write_text(json.dumps({"pid": 2**22 + 1, "started": 0}))
    home.logs.mkdir()
    home.log("emulator").write_text("all is well\nMemoryError\n")
    error = why_silent(home)
    assert error.message.endswith("MemoryError")
    assert error.log == home.log("emulator")
