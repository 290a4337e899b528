"""Interpreters of this machine: bytecode is made by the minor version that will load it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from uv import find_uv_bin

DESCRIBE = """
import importlib.util, sys
print(*sys.version_info[:2], sys.implementation.cache_tag, importlib.util.MAGIC_NUMBER.hex())
"""


@dataclass(frozen=True)
class Interpreter:
    """A Python that can compile.

    Attributes:
        executable: its program.
        tag: what stands in the names of its bytecode files, like `cpython-313`.
        magic: the number, in hexadecimal, that its bytecode starts with.
    """

    executable: Path
    tag: str
    magic: str


@lru_cache
def find_interpreter(python: str) -> Interpreter | None:
    """The first interpreter of a minor version (`3.13`) on this machine, or None; none is ever downloaded."""
    for executable in _candidates(python):
        interpreter = _inspect(executable, python)
        if interpreter:
            return interpreter
    return None


def _candidates(python: str) -> Iterator[Path]:
    yield Path(sys.executable)
    on_path = shutil.which(f"python{python}")
    if on_path:
        yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(pyenv.glob(f"versions/{python}.*/bin/python{python}"), reverse=True)
    known_to_uv = subprocess.run(
        [find_uv_bin(), "python", "find", "--quiet", "--no-python-downloads", python],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    if known_to_uv:
        yield Path(known_to_uv)


def _inspect(executable: Path, python: str) -> Interpreter | None:
    described = subprocess.run([executable, "-I", "-S", "-c", DESCRIBE], capture_output=True, text=True, check=False)
    if described.returncode != 0:  # the shims of version managers exist without an interpreter behind them
        return None
    major, minor, tag, magic = described.stdout.split()
    return Interpreter(executable, tag, magic) if f"{major}.{minor}" == python else None
