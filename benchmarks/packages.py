"""What each variant finds on its path: the layer and the assets that are deployed, and what only a benchmark needs."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from uv import find_uv_bin

from layers.assets import stage_code
from layers.build import BUILD, LAYERS, layer_directory
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


def ml_layer() -> Path:
    """The packages of the deployed layer with the library of trees, with bytecode."""
    return layer_directory("ml", Target.host()) / "python"


def ml_whole(*, bytecode: bool = True) -> Path:
    """The same versions as they come from their wheels, nothing left out."""
    requirements = LAYERS / "ml" / "requirements.txt"

    def fill(new: Path) -> None:
        _install(new, "--require-hashes", "-r", str(requirements))
        if bytecode:
            compile_tree(new, _interpreter(), root="/opt/python")

    return _built("ml-whole" if bytecode else "ml-whole-plain", [(requirements.name, requirements)], fill)


def agent_code(agent: str) -> Path:
    """The deployed asset of an agent."""
    return stage_code(agent, Target.host())


def module(name: str, *beside: str, bytecode: bool = True) -> Path:
    """An asset with one module of this package, and those that stand beside it there."""
    sources = [HERE / f"{each}.py" for each in (name, *beside)]

    def fill(new: Path) -> None:
        for source in sources:
            shutil.copy(source, new)
        if bytecode:
            compile_tree(new, _interpreter(), root="/var/task")

    kept = name.replace("/", "-")
    return _built(kept if bytecode else f"{kept}-plain", [(source.name, source) for source in sources], fill)


def sdk(*, bytecode: bool = True) -> Path:
    """boto3 and the X-Ray SDK, in the versions of our lock."""

    def fill(new: Path) -> None:
        _install(new, "--constraint", str(LOCK), *SDK)
        if bytecode:
            compile_tree(new, _interpreter(), root="/var/runtime")

    return _built("sdk" if bytecode else "sdk-plain", [(LOCK.name, LOCK)], fill)


def _install(new: Path, *packages: str) -> None:
    place = ["--python", sys.executable, "--target", str(new), "--link-mode", "copy", "--no-compile-bytecode"]
    subprocess.run([find_uv_bin(), "pip", "install", "--quiet", *place, *packages], check=True)


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
