"""The folder that is brought: in the order of its manifest, if it has one, with what that expects."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.cli.errors import Trouble
from local.cli.paths import ROOT

SAMPLES = ROOT / "local" / "samples" / "invoices"
MANIFEST = "manifest.json"
TYPES = {
    ".pdf": "application/pdf",
    ".xml": "application/xml",
    ".zip": "application/zip",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


@dataclass(frozen=True)
class File:
    """A file to bring.

    Attributes:
        name: relative to the folder.
        expected: state, reasons and approvers by the manifest; None if it says nothing.
    """

    name: str
    path: Path
    expected: dict[str, Any] | None = None

    @property
    def content_type(self) -> str:
        """By its name, as a browser would say; the product looks at the content."""
        return TYPES.get(self.path.suffix.lower(), "application/octet-stream")


def files_of(folder: Path) -> list[File]:
    """What the folder holds.

    Raises:
        Trouble: nothing, or a manifest that names what is not there.
    """
    if not folder.is_dir():
        raise Trouble(f"{folder} is no folder.")
    found = list(_listed(folder) if (folder / MANIFEST).is_file() else _found(folder))
    if missing := [file.name for file in found if not file.path.is_file()]:
        raise Trouble(f"{folder / MANIFEST} names {missing[0]}, which is not there.")
    if not found:
        raise Trouble(f"{folder} holds no {', '.join(TYPES)}.")
    return found


def _listed(folder: Path) -> Iterator[File]:
    try:
        for entry in json.loads((folder / MANIFEST).read_text(encoding="utf-8")):
            yield File(entry["file"], folder / entry["file"], entry.get("outcome"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Trouble(f"{folder / MANIFEST} is not a list of files: {error!r}") from None


def _found(folder: Path) -> Iterator[File]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in TYPES:
            yield File(str(path.relative_to(folder)), path)
