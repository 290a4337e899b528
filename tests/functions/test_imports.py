"""Importing does nothing: no environment read, no file written, no connection, process or thread, no SDK of AWS.

A snapshot taken after the imports, and every cold start, would else carry what is none of theirs.
"""

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WATCHED = '''
"""Imports modules and prints what they did meanwhile."""

import json, os, pkgutil, sys, threading
from importlib import import_module

ROOTS = os.environ["PYTHONPATH"].split(":")
OURS = tuple(f"{root}/{room}/" for root in ROOTS for room in ("functions", "shared", "trial"))
HARMFUL = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.fork")
WRITING = os.O_WRONLY | os.O_RDWR
APART = (
    ".migrations.",  # Alembic runs them, it does not import them
    "functions.gateway",  # the one module that is an application
    "shared.core.runtime.idempotency",  # brings boto3, to endpoints that ask for it and on their first call
)
happened = []


def hear(event, arguments):
    if event in HARMFUL or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING):
        happened.append(f"{event} {arguments[0]}")


def by_us():
    """Whether our own code asks, not a library that it uses."""
    frame = sys._getframe(2)
    while frame.f_code.co_filename.startswith("<frozen") or frame.f_code.co_filename == os.__file__:
        frame = frame.f_back
    return frame.f_code.co_filename.startswith(OURS)


class Watching(os._Environ):
    def __getitem__(self, name):
        if by_us():
            happened.append(f"read {name}")
        return super().__getitem__(name)


os.environ.__class__ = Watching
sys.addaudithook(hear)
for package in sys.argv[1:]:
    found = pkgutil.walk_packages(import_module(package).__path__, f"{package}.")
    for name in [module.name for module in found]:
        if not any(part in name for part in APART):
            import_module(name)
happened += [f"thread {one.name}" for one in threading.enumerate() if one is not threading.main_thread()]
happened += [f"import {name}" for name in ("boto3", "botocore.session", "aws_xray_sdk") if name in sys.modules]
print(json.dumps(happened))
'''


def happened(root: Path, *packages: str) -> list[str]:
    """What importing every module of packages did, in an interpreter of its own without any setting."""
    ran = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, *packages],
        cwd=root,
        env={"PYTHONPATH": f"{root}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return list(json.loads(ran.stdout.splitlines()[-1]))


def test_importing_the_product_does_nothing() -> None:
    assert happened(ROOT, "shared", "functions") == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("os.environ.get('DB_HOST')", "read DB_HOST"),
        ("from shared.core.settings import settings; settings.stage", "read STAGE"),
        ("open(os.devnull, 'w')", "open /dev/null"),
        ("socket.socket().connect_ex(('127.0.0.1', 9))", "socket.connect"),
        ("threading.Thread(target=threading.Event().wait, name='lingering', daemon=True).start()", "thread lingering"),
        ("import boto3", "import boto3"),
    ],
)
def test_whatever_a_module_does_while_it_is_imported_is_noticed(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "trial").mkdir()
    (tmp_path / "trial" / "__init__.py").touch()
    (tmp_path / "trial" / "api.py").write_text(textwrap.dedent(f"import os, socket, threading\n{line}\n"))
    assert any(one.startswith(told) for one in happened(tmp_path, "trial"))
