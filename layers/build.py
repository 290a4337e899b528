"""Dependency layers: wheels installed for the target, pruned, compiled, kept until what they are made of changes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from uv import find_uv_bin

from layers.bytecode import compile_tree
from layers.interpreters import Interpreter, find_interpreter
from layers.recipe import Recipe
from layers.target import Target
from layers.tree import digest, locked, replacing, unzipped_bytes

LAYERS = Path(__file__).parent
BUILD = LAYERS.parent / "build"
MANIFEST = "layer.json"

# AWS refuses a function of more than 262,144,000 bytes with its layers, unzipped; we stop before.
LIMIT_BYTES = 250_000_000

# Changing one of these changes what is built.
RECIPES = ("build.py", "bytecode.py", "recipe.py", "tree.py")


class LayerTooLargeError(Exception):
    """A layer alone exceeds what a function may weigh with all its layers."""


def layer_names() -> list[str]:
    """Every layer that there is a recipe for."""
    return sorted(recipe.parent.name for recipe in LAYERS.glob("*/recipe.py"))


def layer_directory(name: str, target: Target, build: Path = BUILD) -> Path:
    """The directory of a layer for a target, built if the kept one is not made of the present ingredients.

    It holds `python/`, the packages with their bytecode, what the recipe puts beside them, and `layer.json`: `key`, the
    digest of the ingredients; `target`; `bytecode`, the magic number of the bytecode, or null where this machine has no
    interpreter of the target's version: then none is shipped and each cold start compiles.

    Args:
        name: a folder beside this file.
        target: the platform.
        build: where built things are kept.

    Raises:
        RecipeError: the packages are not what the recipe was written for.
        LayerTooLargeError: the layer weighs more than LIMIT_BYTES.
        CalledProcessError: a package could not be installed or compiled; the program said why on standard error.
    """
    directory = build / "layers" / f"{name}-{target.name}"
    interpreter = find_interpreter(target.python)
    key = _key(name, target, interpreter)
    with locked(directory):
        if read_manifest(directory).get("key") != key:
            with replacing(directory) as new:
                _fill(new, name, target, interpreter)
                manifest = {"key": key, "target": target.name, "bytecode": interpreter.magic if interpreter else None}
                (new / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return directory


def put_on_path(name: str) -> None:
    """Put the programs of a layer, built for this machine, before all others that this process and its children find.

    For what runs the product's code outside Lambda, which does the same for a function's layers.
    """
    programs = str(layer_directory(name, Target.host()) / "bin")
    before = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if folder != programs]
    os.environ["PATH"] = os.pathsep.join([programs, *before])


def read_manifest(directory: Path) -> dict[str, Any]:
    """What `layer.json` of a built layer says; empty where there is none."""
    path = directory / MANIFEST
    if not path.is_file():
        return {}
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def _key(name: str, target: Target, interpreter: Interpreter | None) -> str:
    facts = (name, target.python, str(target.platform), sys.platform, interpreter.magic if interpreter else "")
    return digest(facts, _ingredients(name))


def _ingredients(name: str) -> Iterator[tuple[str, Path]]:
    for path in (LAYERS / name / "requirements.txt", LAYERS / name / "recipe.py", *(LAYERS / file for file in RECIPES)):
        yield path.relative_to(LAYERS).as_posix(), path


def _fill(directory: Path, name: str, target: Target, interpreter: Interpreter | None) -> None:
    packages = directory / "python"
    _install(LAYERS / name / "requirements.txt", packages, target)
    recipe: Recipe = import_module(f"layers.{name}.recipe").RECIPE
    recipe.apply(packages)
    if interpreter:
        compile_tree(packages, interpreter, root="/opt/python")
    size = unzipped_bytes(directory)
    if size > LIMIT_BYTES:
        raise LayerTooLargeError(f"{name} for {target.name}: {size:,} bytes, at most {LIMIT_BYTES:,}")


def _install(requirements: Path, packages: Path, target: Target) -> None:
    platform = ["--python-platform", target.platform, "--python-version", target.python] if target.platform else []
    # The default is to link files to uv's cache: a change made here would be made there.
    exactly = [
        "--system-certs",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-compile-bytecode",
        "--link-mode",
        "copy",
    ]
    place = ["--python", sys.executable, *platform, "--target", str(packages)]
    subprocess.run([find_uv_bin(), "pip", "install", "--quiet", *exactly, *place, "-r", str(requirements)], check=True)
