import subprocess
import sys

import pytest

from layers.interpreters import find_interpreter
from layers.target import Target


def test_the_machine_that_builds_is_a_target_it_can_compile_for() -> None:
    interpreter = find_interpreter(Target.host().python)
    assert interpreter is not None
    assert interpreter.tag == sys.implementation.cache_tag


def test_an_interpreter_is_of_the_version_asked_for() -> None:
    interpreter = find_interpreter(Target.cloud("arm64").python)
    if interpreter is None:
        pytest.skip("no interpreter of the cloud's version on this machine: layers go without bytecode")
    printed = subprocess.check_output([interpreter.executable, "-V"], text=True)
    assert printed.startswith("Python 3.13.")


def test_a_version_that_is_not_here_is_not_found() -> None:
    assert find_interpreter("3.99") is None
