import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from local.process import PortTakenError, Program, claim_port, free_port, port_holder, tail, wait_until

SLEEP = "import time; time.sleep(60)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
)
PARENT = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {SLEEP!r}])
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path / "run" / "program.pid")
    yield program
    program.stop(grace=0.1)


def python(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def test_it_is_found_again_by_its_pid_file_and_stopped(program: Program, tmp_path: Path) -> None:
    pid = program.start(python(SLEEP), log_file=tmp_path / "log")
    later = Program(program.pid_file)
    assert later.is_running()
    assert later.start(python(SLEEP), log_file=tmp_path / "log") == pid

    assert later.stop()
    assert not program.is_running()
    assert not program.pid_file.exists()
    assert not later.stop()


def test_it_has_the_given_environment_a_session_of_its_own_and_a_log(program: Program, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "program.log"
    source = (
        "import os, sys; print(dict(os.environ)['ONLY'], os.getsid(0) == os.getpid(), file=sys.stderr); print(input)"
    )
    program.start(python(source), log_file=log, env={"ONLY": "this"})
    assert wait_until(lambda: not program.is_running(), seconds=10)
    assert tail(log).splitlines()[0] == "this True"
    program.start(python("print('again')"), log_file=log, env={})
    assert wait_until(lambda: not program.is_running(), seconds=10)
    assert tail(log, lines=1) == "again\n"


def test_the_pid_of_a_stranger_is_never_ended(program: Program) -> None:
    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    try:
        program.pid_file.parent.mkdir()
        program.pid_file.write_text(json.dumps({"pid": os.getpid(), "started": 1.0}))
        assert not program.is_running()
        assert not program.stop()
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    assert not ended


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"pid": "x", "started": 0}'])
def test_a_pid_file_that_says_nothing_means_not_running(program: Program, text: str) -> None:
    program.pid_file.parent.mkdir()
    program.pid_file.write_text(text)
    assert not program.is_running()


def test_a_program_that_ignores_the_request_is_ended_after_the_grace(program: Program, tmp_path: Path) -> None:
    log = tmp_path / "log"
    pid = program.start(python(STUBBORN), log_file=log)
    assert wait_until(lambda: "ready" in tail(log), seconds=10)
    started = time.monotonic()
    program.stop(grace=0.3)
    assert 0.3 <= time.monotonic() - started < 5
    assert not psutil.pid_exists(pid)


def test_what_it_leaves_behind_is_ended_too(program: Program, tmp_path: Path) -> None:
    log = tmp_path / "log"
    program.start(python(PARENT), log_file=log)
    assert wait_until(lambda: tail(log).endswith("\n"), seconds=10)
    child = psutil.Process(int(tail(log)))
    program.stop()
    assert wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, seconds=5)


def test_a_missing_program_is_named(program: Program, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no-such-program"):
        program.start(["no-such-program"], log_file=tmp_path / "log")


def test_a_free_port_can_be_claimed_and_a_taken_one_names_its_holder() -> None:
    claim_port(free_port(), "Nobody")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"pid {os.getpid()}" in str(port_holder(port))
        with pytest.raises(PortTakenError, match=rf"The browser cannot listen on 127.0.0.1:{port}") as raised:
            claim_port(port, "The browser")
        assert raised.value.port == port


def test_a_log_that_is_not_there_has_no_tail(tmp_path: Path) -> None:
    assert tail(tmp_path / "none") == ""
