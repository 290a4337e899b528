"""The kind of a file by its first bytes and its headers; limits are kept before anything is decoded."""

from lxml import etree

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.archives import ZIP_MAGIC, members
from functions.finance.extraction.dialects import identify_xml
from functions.finance.extraction.images import JPEG_MAGIC, PNG_MAGIC, jpeg_size, png_size
from functions.finance.extraction.kinds import Identity, Kind
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.pdfs import PDF_MAGIC, page_count
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.strict_xml import looks_like_xml, parse

_OTHER_PICTURES = (b"GIF8", b"II*\0", b"MM\0*", b"BM")
_HTML = (b"<!doctype html", b"<html", b"<script", b"<svg")
_BOM = b"\xef\xbb\xbf"


def identify(data: bytes, limits: Limits = LIMITS) -> Identity:
    """What the file is. Foreign XML is identified, not refused: its reader refuses it by name.

    Raises:
        Refused: too_large, bad_magic (nothing that is read here), unsupported_format (a picture of another kind), and
            what its own kind is refused for: password, pages, pixels, entries, DOCTYPE, depth.
    """
    if xml := open_xml(data, limits):
        return xml[1]
    return identify_binary(data, limits)


def open_xml(data: bytes, limits: Limits = LIMITS) -> tuple[etree._Element, Identity] | None:
    """The parsed root with its identity when the file is XML, else None.

    Raises:
        Refused: as `identify`.
    """
    _refuse_size(data, limits)
    if not looks_like_xml(data):
        return None
    if data.removeprefix(_BOM).lstrip()[:20].lower().startswith(_HTML):
        raise Refused(ReasonCode.BAD_MAGIC, "HTML")
    root = parse(data, limits)
    return root, identify_xml(root)


def identify_binary(data: bytes, limits: Limits = LIMITS) -> Identity:
    """What a file that is not XML is.

    Raises:
        Refused: as `identify`.
    """
    if data.startswith(PDF_MAGIC):
        return Identity(kind=Kind.PDF, pages=page_count(data, limits))
    if data.startswith(PNG_MAGIC):
        width, height = png_size(data, limits)
        return Identity(kind=Kind.PNG, width=width, height=height)
    if data.startswith(JPEG_MAGIC):
        width, height = jpeg_size(data, limits)
        return Identity(kind=Kind.JPEG, width=width, height=height)
    if data.startswith(ZIP_MAGIC):
        members(data, limits)
        return Identity(kind=Kind.ZIP)
    if data.startswith(_OTHER_PICTURES) or data[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1") or _is_webp(data):
        raise Refused(ReasonCode.UNSUPPORTED_FORMAT, "a picture that is neither PNG nor JPEG")
    raise Refused(ReasonCode.BAD_MAGIC, "neither XML, PDF, PNG, JPEG nor ZIP")


def _refuse_size(data: bytes, limits: Limits) -> None:
    if not data:
        raise Refused(ReasonCode.UNREADABLE, "no bytes")
    if len(data) > limits.file_bytes:
        raise Refused(ReasonCode.TOO_LARGE, f"{len(data)} bytes")


def _is_webp(data: bytes) -> bool:
    return data.startswith(b"RIFF") and data[8:12] == b"WEBP"
