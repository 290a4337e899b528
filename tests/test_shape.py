"""The shape of the house: short files, kept contracts, no words that hide unfinished work."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("functions", "shared", "stacks", "layers", "local", "containers", "benchmarks", "tests")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]

LONGEST = 300
VAGUE = re.compile(r"^class \w*(Manager|Helper|Utils?|Handler)\b", re.MULTILINE)
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_finished_and_well_named(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST, "make it a folder of the same name"
    assert not UNFINISHED.search(text)
    assert not VAGUE.search(text)


@pytest.mark.parametrize("path", sorted((ROOT / "functions").glob("*/__init__.py")), ids=lambda path: path.parent.name)
def test_every_agent_says_what_it_does_what_it_emits_and_what_it_reacts_to(path: Path) -> None:
    text = path.read_text()
    assert len(text.split()) >= 20, "one paragraph: what the agent does, which events it emits and reacts to"


def test_the_import_contracts_hold() -> None:
    lint = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert lint.returncode == 0, lint.stdout
