"""What a deployment is made of, in one digest: where it has not changed, there is nothing to deploy."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from layers.tree import digest

SOURCES = (
    *("app.py", "cdk.json", "package-lock.json", "requirements.lock"),
    *("containers", "functions", "shared", "stacks", "statemachines", "layers"),
)
"""Files and folders that the templates and their assets are made of."""

IGNORED = ("__pycache__", "tests")


def fingerprint(root: Path, inputs: Mapping[str, str]) -> str:
    """The digest of sources and settings.

    Args:
        root: the repository.
        inputs: what the CDK app is told beside them.
    """
    facts = [sys.version, *(f"{name}={value}" for name, value in sorted(inputs.items()))]
    return digest(facts, _files(root))


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for name in SOURCES:
        place = root / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and not _ignored(path.relative_to(root)):
                yield path.relative_to(root).as_posix(), path


def _ignored(path: Path) -> bool:
    return any(part in IGNORED or part.startswith(".") for part in path.parts)
