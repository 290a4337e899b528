"""What each variant finds on its path: the layer and the assets that are deployed, and what only a benchmark needs."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from uv import find_uv_bin

from layers.assets import stage_code
from layers.build import BUILD, layer_directory
from layers.bytecode import compile_tree
from layers.interpreters import Interpreter, find_interpreter
from layers.target import Target
from layers.tree import digest, locked, replacing

HERE = Path(__file__).parent
LOCK = HERE.parent / "requirements.lock"

# Lambda's runtime brings boto3; the X-Ray SDK comes with Powertools' tracer.
SDK = ("boto3", "aws-xray-sdk")


def base_layer() -> Path:
    """The packages of the deployed base layer, with bytecode."""
    return layer_directory("base", Target.host()) / "python"


def base_layer_without_bytecode() -> Path:
    """The same packages as a plain zip ships them."""
    manifest = base_layer().parent / "layer.json"
    return _built("base-plain", [("layer.json", manifest)], lambda new: _copy_plain(base_layer(), new))


def agent_code(agent: str) -> Path:
    """The deployed asset of an agent."""
    return stage_code(agent, Target.host())


def module(name: str, *, bytecode: bool = True) -> Path:
    """An asset with one module of this package."""
    source = HERE / f"{name}.py"

    def fill(new: Path) -> None:
        shutil.copy(source, new)
        if bytecode:
            compile_tree(new, _interpreter(), root="/var/task")

    return _built(name if bytecode else f"{name}-plain", [(source.name, source)], fill)


def sdk(*, bytecode: bool = True) -> Path:
    """boto3 and the X-Ray SDK, in the versions of our lock."""

    def fill(new: Path) -> None:
        place = ["--python", sys.executable, "--target", str(new), "--link-mode", "copy", "--no-compile-bytecode"]
        command = [find_uv_bin(), "pip", "install", "--quiet", *place, "--constraint", str(LOCK), *SDK]
        subprocess.run(command, check=True)
        if bytecode:
            compile_tree(new, _interpreter(), root="/var/runtime")

    return _built("sdk" if bytecode else "sdk-plain", [(LOCK.name, LOCK)], fill)


def _built(name: str, ingredients: list[tuple[str, Path]], fill: Callable[[Path], None]) -> Path:
    """A directory under ``build/benchmarks``, filled again only when an ingredient has changed."""
    key = digest([_interpreter().magic], [*ingredients, (Path(__file__).name, Path(__file__))])
    directory = BUILD / "benchmarks" / name
    kept = directory.with_name(f"{name}.key")
    with locked(directory):
        if not (directory.is_dir() and kept.is_file() and kept.read_text() == key):
            kept.unlink(missing_ok=True)
            with replacing(directory) as new:
                fill(new)
            kept.write_text(key)
    return directory


def _interpreter() -> Interpreter:
    interpreter = find_interpreter(Target.host().python)
    if interpreter is None:
        raise RuntimeError("this interpreter was not found among those of the machine")
    return interpreter


def _copy_plain(packages: Path, new: Path) -> None:
    shutil.copytree(packages, new, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
