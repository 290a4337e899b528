"""What a PDF holds beside its pages: how many there are, whether it needs a password, files inside, active content."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import pikepdf
import pypdfium2

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.refusal import Refused

PDF_MAGIC = b"%PDF-"
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|ImportData|SubmitForm|RichMedia)\b")
_EXECUTABLES = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
_METADATA_BYTES = 1024 * 1024
_FLATE = "/FlateDecode"


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file inside a PDF; `relationship` is the PDF's word for it (Data, Alternative, Source…)."""

    name: str
    relationship: str | None
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Insides:
    """The files inside, the XMP metadata, and whether anything would act when the PDF is opened."""

    attachments: tuple[Attachment, ...]
    metadata: bytes | None
    active: bool


def page_count(data: bytes, limits: Limits = LIMITS) -> int:
    """The number of pages, without reading one. A PDF encrypted with an empty password opens.

    Raises:
        Refused: password_required, too_many_pages, unreadable.
    """
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Refused(ReasonCode.PASSWORD_REQUIRED) from None
        raise Refused(ReasonCode.UNREADABLE, "a broken PDF") from None
    if pages < 1:
        raise Refused(ReasonCode.UNREADABLE, "a PDF without pages")
    if pages > limits.pdf_pages:
        raise Refused(ReasonCode.TOO_MANY_PAGES, f"{pages} pages")
    return pages


def insides(data: bytes, limits: Limits = LIMITS) -> Insides:
    """What is inside, but for files that are packed otherwise than by deflate; long ones are cut beyond the XML limit.

    Raises:
        Refused: unreadable (pages may still be readable), decode_limit.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.objects) > limits.pdf_objects:
                raise Refused(ReasonCode.DECODE_LIMIT, f"{len(pdf.objects)} objects")
            attachments = tuple(islice(_attachments(pdf, limits), limits.pdf_attachments))
            metadata = _stream(pdf.Root.get("/Metadata"), _METADATA_BYTES)
            active = _acts(pdf) or any(file.content.startswith(_EXECUTABLES) for file in attachments)
            return Insides(attachments=attachments, metadata=metadata, active=active)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise Refused(ReasonCode.UNREADABLE, f"the structure of the PDF ({type(error).__name__})") from None


def _attachments(pdf: pikepdf.Pdf, limits: Limits) -> Iterator[Attachment]:
    """Files named by the catalogue, then those that are only associated with the document; each once."""
    named = ((name, spec.obj) for name, spec in pdf.attachments.items())
    associated = pdf.Root.get("/AF")
    linked = ((str(spec.get("/F", "")), spec) for spec in associated) if isinstance(associated, pikepdf.Array) else ()
    seen: set[tuple[int, int]] = set()
    for name, spec in islice(chain(named, linked), limits.pdf_attachments * 2):
        files = spec.get("/EF")
        file = files.get("/F") if files is not None else None
        if file is None or file.objgen in seen:
            continue
        seen.add(file.objgen)
        content = _stream(file, limits.xml_bytes)
        if content is not None:
            relationship = spec.get("/AFRelationship")
            yield Attachment(
                name=name, relationship=str(relationship).lstrip("/") if relationship else None, content=content
            )


def _stream(stream: Any, most: int) -> bytes | None:
    """The inflated bytes of a stream, cut one beyond `most`; None when it is none, or packed otherwise."""
    if not isinstance(stream, pikepdf.Stream):
        return None
    packings = stream.get("/Filter", pikepdf.Array())
    names = [str(name) for name in packings] if isinstance(packings, pikepdf.Array) else [str(packings)]
    raw = stream.read_raw_bytes()
    if not names:
        return raw[: most + 1]
    if names != [_FLATE]:
        return None
    try:
        return zlib.decompressobj().decompress(raw, most + 1)
    except zlib.error:
        return None


def _acts(pdf: pikepdf.Pdf) -> bool:
    return any(
        isinstance(found, pikepdf.Object) and _ACTIVE.search(found.unparse(resolved=True)) for found in pdf.objects
    )
