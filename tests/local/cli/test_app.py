"""The command line as a shell sees it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.cli.containers import programs
from local.cli.lock import exclusive
from local.cli.paths import ROOT, Home
from local.vendors import vendors


def astramech(*arguments: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    command = [sys.executable, "-m", "local.cli", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=120)


def test_it_says_what_it_can_do_and_how_it_ends() -> None:
    ran = astramech("--help")
    assert ran.returncode == 0
    for word in ("up", "down", "status", "logs", "token", "demo", "redeploy", "reset", "deploy", "watch", "Exit codes"):
        assert word in ran.stdout


@pytest.mark.parametrize("command", [["token"], ["urls"], ["logs"], ["demo", "leads"], ["redeploy", "crm"], ["watch"]])
def test_without_a_cloud_every_command_says_how_to_start_one(tmp_path: Path, command: list[str]) -> None:
    ran = astramech("--state", str(tmp_path / "none"), *command)
    assert ran.returncode == 3
    assert ran.stdout == ""
    assert "astramech up" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_state_of_a_cloud_that_is_not_there(tmp_path: Path) -> None:
    ran = astramech("--state", str(tmp_path), "status")
    assert ran.returncode == 3
    assert ran.stdout.count("stopped") == 2 + len(vendors()) + len(programs(Home(tmp_path)))


def test_stopping_what_does_not_run_is_no_failure(tmp_path: Path) -> None:
    assert astramech("--state", str(tmp_path), "down").returncode == 0


def test_a_wrong_option_is_wrong_usage() -> None:
    assert astramech("up", "--nonsense").returncode == 2
    assert astramech("token", "--role", "king").returncode == 2


def test_a_second_command_is_refused_while_one_is_at_work(tmp_path: Path) -> None:
    with exclusive(tmp_path / "lock", "up"):
        ran = astramech("--state", str(tmp_path), "down")
    assert ran.returncode == 7
    assert f"astramech up` (pid {os.getpid()}" in ran.stderr


def test_data_is_not_deleted_unasked(tmp_path: Path) -> None:
    (tmp_path / "stack.json").write_text("{}")
    ran = astramech("--state", str(tmp_path), "reset")
    assert ran.returncode == 1
    assert "--yes" in ran.stderr
    assert (tmp_path / "stack.json").exists()


def test_reset_deletes_data_and_keeps_what_was_downloaded(tmp_path: Path) -> None:
    for name in (
        "stack.json",
        "postgres/PG_VERSION",
        "ports.json",
        "logs/up.log",
        "emulator/abc/complete",
        "tools/jsii/x",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert astramech("--state", str(tmp_path), "reset", "--yes").returncode == 0
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["emulator", "lock", "tools"]


def test_a_missing_node_stops_up_before_it_begins(tmp_path: Path) -> None:
    ran = astramech("--state", str(tmp_path / "state"), "up", PATH="/nonexistent")
    assert ran.returncode == 4
    assert "Node" in ran.stderr
    assert sorted(entry.name for entry in (tmp_path / "state").iterdir()) == ["lock"]


def test_an_endpoint_where_nobody_answers_is_named_and_nothing_is_started(tmp_path: Path) -> None:
    ran = astramech("--state", str(tmp_path), "up", "--endpoint", "http://127.0.0.1:9")
    assert ran.returncode == 3
    assert "Nothing that speaks AWS answers at http://127.0.0.1:9." in ran.stderr
    assert "leave --endpoint out" in ran.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["lock"]


def test_it_works_from_any_folder_and_with_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    ran = astramech("status", cwd=tmp_path, HOME="/proc", ASTRAMECH_STATE=str(tmp_path))
    assert ran.returncode == 3
    assert "PostgreSQL" in ran.stdout


def test_a_pipe_gets_no_colours(tmp_path: Path) -> None:
    ran = astramech("--state", str(tmp_path), "status", TERM="xterm-256color")
    assert "\x1b" not in ran.stdout + ran.stderr


def test_what_nobody_foresaw_is_one_line_and_a_log(tmp_path: Path) -> None:
    (tmp_path / "stack.json").mkdir()
    ran = astramech("--state", str(tmp_path), "urls")
    assert ran.returncode == 70
    assert "Traceback" not in ran.stderr
    assert "Traceback" in (tmp_path / "logs" / "crash.log").read_text()
