import os
import subprocess
from pathlib import Path

import pytest

from local.emulator.server import REPOSITORY

pytestmark = pytest.mark.emulator

# In the emulator's environment, each case in a child of its own: the corrections replace what they find.
WITHOUT_EACH = """
import importlib, json, os, sys
from local.emulator.corrections import correct
from local.emulator.corrections.pin import Diverged, relied_on

def in_child(act):
    child = os.fork()
    if child == 0:
        try:
            os._exit(act())
        finally:
            os._exit(3)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def without(owner, name):
    delattr(owner, name)
    try:
        correct()
    except Diverged as diverged:
        return 0 if f"{owner.__name__}.{name} is gone" in str(diverged) else 2
    return 1

def reshaped(owner, name):
    setattr(owner, name, lambda another: None)
    try:
        correct()
    except Diverged as diverged:
        return 0 if f"{owner.__name__}.{name} takes (another)" in str(diverged) else 2
    return 1

def name_targets():
    correct()
    found = {(o.__module__ + ":" + o.__name__ if isinstance(o, type) else o.__name__, name) for o, name in relied_on}
    os.write(write, json.dumps(sorted(found)).encode())
    return 0

def owner_of(where):
    module, _, within = where.partition(":")
    module = importlib.import_module(module)
    return getattr(module, within) if within else module

read, write = os.pipe()
named = in_child(name_targets)
os.close(write)
assert named == 0, "the corrections do not apply to the pinned version"
targets = [(owner_of(where), name) for where, name in json.loads(os.read(read, 65536))]
assert len(targets) > 30, targets
for owner, name in targets:
    for change in (without, reshaped):
        if in_child(lambda: change(owner, name)):
            sys.exit(f"{change.__name__} {owner.__name__}.{name}: not noticed")
print(len(targets))
"""

OTHER_WORKER = """
from ministack.core import lambda_runtime
lambda_runtime._PYTHON_WORKER_SCRIPT = "import sys"
from local.emulator.corrections import correct
correct()
"""

OTHER_VERSION = """
import importlib.metadata
importlib.metadata.version = lambda name: "9.9.9"
from local.emulator.corrections import correct
correct()
"""


def run(python: Path, source: str, cache: Path) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-c", source]
    env = {"PATH": os.environ["PATH"], "EMULATOR_CACHE": str(cache)}
    return subprocess.run(command, cwd=REPOSITORY, env=env, capture_output=True, text=True, check=False)


def test_a_correction_notices_that_what_it_relies_on_is_gone_or_reshaped(emulator_python: Path, tmp_path: Path) -> None:
    ran = run(emulator_python, WITHOUT_EACH, tmp_path)
    assert ran.returncode == 0, ran.stderr


def test_a_correction_notices_another_worker(emulator_python: Path, tmp_path: Path) -> None:
    ran = run(emulator_python, OTHER_WORKER, tmp_path)
    assert "Diverged: the Python worker's source has 0 matches" in ran.stderr


def test_another_version_is_refused(emulator_python: Path, tmp_path: Path) -> None:
    ran = run(emulator_python, OTHER_VERSION, tmp_path)
    assert "Diverged: ministack 9.9.9 is installed" in ran.stderr
