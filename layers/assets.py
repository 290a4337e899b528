"""The code of one agent as its functions run it: `shared/` and that agent; a change elsewhere redeploys nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from layers.build import BUILD, LAYERS
from layers.bytecode import Source, compile_cached
from layers.interpreters import Interpreter, find_interpreter
from layers.target import Target
from layers.tree import digest, locked, replacing

ROOT = LAYERS.parent

# Code of `shared/` that a single agent runs.
OWNED = {"shared/db/migrations": "platform"}

NEVER = ("__pycache__", "tests")

# Changing one of these changes what is staged.
RECIPES = ("assets.py", "bytecode.py", "tree.py")


def agent_names(root: Path = ROOT) -> list[str]:
    """Every agent there is code for."""
    return sorted(package.parent.name for package in (root / "functions").glob("*/__init__.py"))


def stage_code(agent: str, target: Target, root: Path = ROOT, build: Path = BUILD) -> Path:
    """The directory of an agent's code with its bytecode, made again only if a file in it has changed.

    It holds exactly `shared/`, `functions/__init__.py` and `functions/<agent>/`, and beside each module its bytecode if
    this machine has an interpreter of the target's version. The processor does not matter.

    Args:
        agent: a folder of `functions/`.
        target: whose version of Python will run it.
        root: the repository.
        build: where built things are kept.

    Raises:
        FileNotFoundError: there is no such agent.
        CalledProcessError: a module does not compile; the program said why on standard error.
    """
    sources = list(_sources(agent, root))
    interpreter = find_interpreter(target.python)
    key = _key(sources, interpreter)
    directory = build / "assets" / f"{agent}-python{target.python}"
    staged_key = directory.with_name(f"{directory.name}.key")
    with locked(directory):
        if not _is_staged(directory, staged_key, key):
            staged_key.unlink(missing_ok=True)
            with replacing(directory) as new:
                _fill(new, sources, interpreter, build / "bytecode")
            staged_key.write_text(key, encoding="utf-8")
    return directory


def stage_container(package: str, agent: str, root: Path = ROOT, build: Path = BUILD) -> Path:
    """The directory that a container's image is built from: its Dockerfile, its packages, and the code it runs.

    Args:
        package: a folder of `containers/` with a Dockerfile.
        agent: whose code it calls.
        root: the repository.
        build: where built things are kept.

    Raises:
        FileNotFoundError: there is no such container.
    """
    home = root / "containers" / package
    files = [Source(home / name, name) for name in ("Dockerfile", "requirements.txt")]
    files.append(Source(root / "containers" / "__init__.py", "containers/__init__.py"))
    own = [path for path in home.rglob("*") if path.is_file() and path not in {one.file for one in files}]
    files += [source for source in _shown(own, root) if _belongs(source.shown, agent)]
    files += _sources(agent, root)
    directory = build / "assets" / f"container-{package}"
    staged_key = directory.with_name(f"{directory.name}.key")
    key = _key(files, None)
    with locked(directory):
        if not _is_staged(directory, staged_key, key):
            staged_key.unlink(missing_ok=True)
            with replacing(directory) as new:
                _fill(new, files, None, build / "bytecode")
            staged_key.write_text(key, encoding="utf-8")
    return directory


def _shown(paths: list[Path], root: Path) -> list[Source]:
    return [Source(path, path.relative_to(root).as_posix()) for path in sorted(paths)]


def _sources(agent: str, root: Path) -> Iterator[Source]:
    folder = root / "functions" / agent
    if not (folder / "__init__.py").is_file():
        raise FileNotFoundError(f"no agent {agent}: {folder} is not a package")
    yield Source(root / "functions" / "__init__.py", "functions/__init__.py")
    for path in sorted([*folder.rglob("*"), *(root / "shared").rglob("*")]):
        source = Source(path, path.relative_to(root).as_posix())
        if path.is_file() and _belongs(source.shown, agent):
            yield source


def _belongs(shown: str, agent: str) -> bool:
    if any(part in NEVER or part.startswith(".") for part in shown.split("/")):
        return False
    return all(owner == agent or not shown.startswith(f"{folder}/") for folder, owner in OWNED.items())


def _key(sources: list[Source], interpreter: Interpreter | None) -> str:
    ingredients = [(source.shown, source.file) for source in sources]
    ingredients += [(f"layers/{name}", LAYERS / name) for name in RECIPES]
    return digest([interpreter.magic if interpreter else ""], ingredients)


def _is_staged(directory: Path, staged_key: Path, key: str) -> bool:
    return directory.is_dir() and staged_key.is_file() and staged_key.read_text(encoding="utf-8") == key


def _fill(directory: Path, sources: list[Source], interpreter: Interpreter | None, cache: Path) -> None:
    for source in sources:
        place = directory / source.shown
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.file, place)
    if interpreter:
        _place_bytecode(directory, sources, interpreter, cache)


def _place_bytecode(directory: Path, sources: list[Source], interpreter: Interpreter, cache: Path) -> None:
    modules = [source for source in sources if source.file.suffix == ".py"]
    for source, compiled in zip(modules, compile_cached(modules, interpreter, cache, root="/var/task"), strict=True):
        module = directory / source.shown
        place = module.parent / "__pycache__" / f"{module.stem}.{interpreter.tag}.pyc"
        place.parent.mkdir(exist_ok=True)
        shutil.copyfile(compiled, place)
