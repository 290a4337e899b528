"""Bytecode that is shipped: Lambda's code directories are read-only, so what lacks it is compiled on every cold start.

It is of the kind *unchecked hash*: the loader trusts it whatever date the archive gave the source.
"""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import NamedTuple

from layers.interpreters import Interpreter

# The order in which Python writes a set follows the seed of its hashes.
ENVIRONMENT = {"PYTHONHASHSEED": "0"}

COMPILE_EACH = """
import json, py_compile, sys
for source, compiled, shown in json.load(sys.stdin):
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(source, compiled, dfile=shown, doraise=True, invalidation_mode=mode)
"""


class Source(NamedTuple):
    """A module to compile.

    Attributes:
        file: where it is.
        shown: its path below the root that is shipped, with slashes.
    """

    file: Path
    shown: str


def compile_tree(directory: Path, interpreter: Interpreter, root: str) -> None:
    """Compile every module below a directory, beside it. Raises CalledProcessError if one does not compile.

    Args:
        directory: the tree.
        interpreter: who compiles.
        root: the directory's path at run time, written into the bytecode instead of the present one.
    """
    options = ["-q", "-j", "0", "--invalidation-mode", "unchecked-hash", "-s", str(directory), "-p", root]
    command = [str(interpreter.executable), "-S", "-m", "compileall", *options, str(directory)]
    subprocess.run(command, check=True, env=ENVIRONMENT)


def compile_cached(sources: list[Source], interpreter: Interpreter, cache: Path, root: str) -> list[Path]:
    """Compile the sources that the cache does not hold yet; agents share most of their modules.

    Args:
        sources: the modules.
        interpreter: who compiles.
        cache: a directory of bytecode named by the content it was made of.
        root: the path of the sources at run time.

    Returns:
        The file of bytecode of each source, in the order of the sources.
    """
    compiled = [cache / interpreter.magic / f"{_digest(source)}.pyc" for source in sources]
    jobs = [
        [str(source.file), str(target), f"{root}/{source.shown}"]
        for source, target in zip(sources, compiled, strict=True)
        if not target.exists()
    ]
    if jobs:
        command = [str(interpreter.executable), "-S", "-c", COMPILE_EACH]
        subprocess.run(command, input=json.dumps(jobs), text=True, check=True, env=ENVIRONMENT)
    return compiled


def _digest(source: Source) -> str:
    return hashlib.sha256(source.shown.encode() + b"\0" + source.file.read_bytes()).hexdigest()
