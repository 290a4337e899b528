"""Simulated vendors of a cloud: what the app is told, and what stays behind."""

from pathlib import Path

import pytest

from local.cli.paths import Home
from local.cli.vendors import as_input, servers, stop_vendors
from stacks.stages import stage_settings


def test_what_the_app_is_told_is_what_the_stage_understands() -> None:
    addresses = {"twilio": "http://127.0.0.1:2", "alegra": "http://127.0.0.1:1/api/v1"}
    assert stage_settings("local", as_input(addresses)).vendors == addresses
    assert as_input({}) == {}


def test_nothing_is_stopped_where_nothing_ran(tmp_path: Path) -> None:
    assert not stop_vendors(Home(tmp_path))


def test_a_pid_of_a_stranger_is_left_alone(tmp_path: Path) -> None:
    server = servers(Home(tmp_path))["alegra"]
    server.folder.mkdir(parents=True)
    (server.folder / "pid").write_text('{"pid": 1, "started": -100000}')
    assert server.stop() is False


@pytest.mark.parametrize("name", ["alegra", "deepgram", "elevenlabs", "twilio"])
def test_every_vendor_keeps_to_its_folder(tmp_path: Path, name: str) -> None:
    assert servers(Home(tmp_path))[name].folder == tmp_path / "vendors" / name
