"""Builders of files: PDFs with and without things inside, pictures that are only headers, archives."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pikepdf

SAMPLES = Path(__file__).parent / "samples"


def pdf(pages: int = 1, files: Mapping[str, str | bytes] | None = None) -> bytes:
    """A PDF of empty pages, with files inside by their names."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    for name, content in (files or {}).items():
        data = content.encode() if isinstance(content, str) else content
        document.attachments[name] = pikepdf.AttachedFileSpec(document, data)
    return saved(document)


def saved(document: pikepdf.Pdf, password: str | None = None) -> bytes:
    """The bytes of a document; `password` is what its user must type, empty for a PDF that only looks encrypted."""
    buffer = io.BytesIO()
    if password is None:
        document.save(buffer)
    else:
        document.save(buffer, encryption=pikepdf.Encryption(owner="the owner", user=password))
    return buffer.getvalue()


def archive(*contents: str | bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with these files, under names that say nothing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as packed:
        for position, content in enumerate(contents):
            packed.writestr(f"member-{position}", content)
    return buffer.getvalue()


def png(width: int, height: int) -> bytes:
    """The header of a PNG of this size, and an end: enough to be measured, not to be seen."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IEND", b"")


def jpeg(width: int, height: int, *, before: bytes = b"") -> bytes:
    """The headers of a JPEG of this size; `before` stands between the start and the frame."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + before + frame + b"\xff\xd9"


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
