"""A labelled set: a folder with a manifest that says what is true of each of its files."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from functions.finance.extraction.accuracy import Labelled

MANIFEST = "manifest.json"
_PDF, _PICTURES = b"%PDF-", (b"\xff\xd8", b"\x89PNG")


class UnlabelledError(Exception):
    """The set cannot be used; the message says why."""


@dataclass(frozen=True)
class Document:
    """A file of the set, with its label."""

    label: Labelled
    content: bytes


def labels(folder: Path, *, pages: bool = False) -> list[Labelled]:
    """What the manifest says, of files that are there and unchanged.

    Args:
        folder: of the set.
        pages: leave out what has no pages.

    Raises:
        UnlabelledError: no manifest, not a manifest, or a file of it is missing or another one.
    """
    manifest = folder / MANIFEST
    try:
        entries = json.loads(manifest.read_text(encoding="utf-8"))
        found = [Labelled.from_manifest(entry) for entry in entries]
    except FileNotFoundError:
        raise UnlabelledError(f"There is no {manifest}.") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnlabelledError(f"{manifest} is not a list of files with kind and truth: {error!r}") from None
    for entry in entries:
        _verify(folder, entry)
    return [label for label in found if not pages or _has_pages(folder / label.file)]


def documents(folder: Path, *, pages: bool) -> Iterator[Document]:
    """The files, one after the other.

    Args:
        folder: of the set.
        pages: leave out what has no pages, and take the XML out of what carries some.
    """
    for label in labels(folder, pages=pages):
        content = (folder / label.file).read_bytes()
        yield Document(label, without_files(content) if pages and content.startswith(_PDF) else content)


def without_files(pdf: bytes) -> bytes:
    """The pages of a PDF alone; the same bytes where there is nothing else, or where it cannot be opened."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            names = document.Root.get("/Names")
            carries = names is not None and "/EmbeddedFiles" in names
            if not carries and "/AF" not in document.Root:
                return pdf
            if carries:
                del document.Root.Names.EmbeddedFiles
            if "/AF" in document.Root:
                del document.Root.AF
            buffer = io.BytesIO()
            document.save(buffer)
    except (pikepdf.PdfError, ValueError, TypeError):
        return pdf
    return buffer.getvalue()


def _has_pages(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_PDF)).startswith((_PDF, *_PICTURES))


def _verify(folder: Path, entry: dict[str, Any]) -> None:
    path = folder / entry["file"]
    if not path.is_file():
        raise UnlabelledError(f"{path} is in the manifest, but not in the folder.")
    expected = entry.get("sha256")
    if expected and hashlib.sha256(path.read_bytes()).hexdigest() != expected:
        raise UnlabelledError(f"{path} is not the file that the manifest describes: its SHA-256 differs.")
