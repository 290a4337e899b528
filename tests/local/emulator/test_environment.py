import re
import time
from pathlib import Path

import pytest

from local.emulator.environment import REQUIREMENTS, EnvironmentFailedError, ensure_environment
from local.emulator.server import REPOSITORY


def test_the_lock_is_hashed_and_of_the_pinned_version() -> None:
    wanted = re.findall(r"^[a-z][^#\s]*", REQUIREMENTS.with_suffix(".in").read_text(), re.MULTILINE)
    locked = REQUIREMENTS.read_text()
    packages = re.findall(r"^([a-z0-9-]+)==", locked, re.MULTILINE)
    assert {re.split("==", name)[0] for name in wanted} <= set(packages)
    assert next(name for name in wanted if name.startswith("ministack==")) in locked
    assert all(re.search(rf"^{name}==\S+ (;.*)?\\\n +--hash=sha256:", locked, re.MULTILINE) for name in packages)
    assert "http" not in locked


def test_an_installation_that_fails_says_why_and_is_tried_again(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("ministack==1.5.33\n")
    for _ in range(2):
        with pytest.raises(EnvironmentFailedError, match="hash"):
            ensure_environment(tmp_path / "home", requirements)


@pytest.mark.emulator
def test_a_second_call_finds_the_environment_at_once(emulator_python: Path) -> None:
    started = time.perf_counter()
    assert ensure_environment(REPOSITORY / ".astramech" / "emulator") == emulator_python
    assert time.perf_counter() - started < 0.5
