"""XML from strangers: decoded first, then refused if it declares a document type, then parsed without any expansion.

The text that is checked is the text that is parsed, whatever encoding the file pretends to have.
"""

import codecs
import re

from lxml import etree

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.refusal import Refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARATION = re.compile(r"<\?xml\b[^>]*\?>")
_DECLARED_ENCODING = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_SINGLE_BYTE = {
    "iso-8859-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
}


def looks_like_xml(data: bytes) -> bool:
    """Whether the first bytes could open an XML document in any encoding that is read."""
    head = data[:256]
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "ignore").lstrip().startswith("<")
    return head.lstrip().startswith(b"<") or any(head.startswith(start) for start, _ in _WIDE_STARTS)


def parse(data: bytes, limits: Limits = LIMITS) -> etree._Element:
    """The root element of a document that keeps the limits.

    Raises:
        Refused: too_large, xml_doctype, xml_depth, decode_limit, or unreadable (not well-formed, unknown encoding).
    """
    if len(data) > limits.xml_bytes:
        raise Refused(ReasonCode.TOO_LARGE, f"{len(data)} bytes of XML")
    return parse_text(_decoded(data), limits)


def parse_text(text: str, limits: Limits = LIMITS) -> etree._Element:
    """Like `parse`, for a document that stands as text inside another."""
    if len(text) > limits.xml_bytes:
        raise Refused(ReasonCode.TOO_LARGE, f"{len(text)} characters of XML")
    body = _without_declaration(text)
    _refuse_doctype(body)
    if body.count("<") > 2 * limits.xml_elements:
        raise Refused(ReasonCode.DECODE_LIMIT, f"more than {limits.xml_elements} elements")
    root = _parsed(body)
    _refuse_depth(root, limits)
    return root


def _decoded(data: bytes) -> str:
    encoding, start = _encoding(data)
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(ReasonCode.UNREADABLE, f"not {encoding} at byte {error.start}") from None


def _encoding(data: bytes) -> tuple[str, int]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, len(bom)
    for start, encoding in _WIDE_STARTS:
        if data.startswith(start):
            return encoding, 0
    declared = _DECLARED_ENCODING.match(data.lstrip())
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    return _SINGLE_BYTE.get(name, "utf-8"), 0


def _without_declaration(text: str) -> str:
    body = text.lstrip("\ufeff \t\r\n")
    declaration = _DECLARATION.match(body)
    return body[declaration.end() :] if declaration else body


def _refuse_doctype(body: str) -> None:
    """Walk what may stand before the root element; a declaration among it is refused, whatever it declares."""
    position = 0
    while True:
        position = body.find("<", position)
        if position < 0:
            raise Refused(ReasonCode.UNREADABLE, "no element")
        end = _end_of_aside(body, position)
        if end is None:
            break
        position = end
    if body.startswith("<!", position):
        raise Refused(ReasonCode.XML_DOCTYPE)


def _end_of_aside(body: str, position: int) -> int | None:
    for opening, closing in (("<!--", "-->"), ("<?", "?>")):
        if body.startswith(opening, position):
            end = body.find(closing, position + len(opening))
            if end < 0:
                raise Refused(ReasonCode.UNREADABLE, "an unclosed comment or instruction")
            return end + len(closing)
    return None


def _parsed(body: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body.encode("utf-8"), parser)
    except UnicodeEncodeError:
        raise Refused(ReasonCode.UNREADABLE, "characters that XML has not") from None
    except etree.XMLSyntaxError as error:
        reason = ReasonCode.XML_DEPTH if "depth" in str(error).lower() else ReasonCode.UNREADABLE
        raise Refused(reason, f"not well-formed at line {error.lineno}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(ReasonCode.XML_DOCTYPE)
    return root


def _refuse_depth(root: etree._Element, limits: Limits) -> None:
    level = [root]
    for _ in range(limits.xml_depth):
        level = [child for element in level for child in element]
        if not level:
            return
    raise Refused(ReasonCode.XML_DEPTH, f"deeper than {limits.xml_depth} elements")
