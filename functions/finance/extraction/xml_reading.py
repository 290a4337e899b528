"""From a parsed root to values: unwraps envelopes, then lets the dialect's reader read."""

from dataclasses import dataclass, replace

from lxml import etree

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.cii.reader import read_cii
from functions.finance.extraction.dialects import identify_xml
from functions.finance.extraction.document import Document, Event, Validation
from functions.finance.extraction.kinds import Identity, Kind
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.node import Node
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.ubl.dian import read_dian
from functions.finance.extraction.ubl.envelope import unwrap, validation_in
from functions.finance.extraction.ubl.european import read_european
from functions.finance.extraction.ubl.events import read_event
from functions.finance.extraction.values import Source

_KNOWN_UBL_PROFILES = ("en16931", "peppol", "xrechnung")
_UNKNOWN_PROFILE = 0.8


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What an XML document says: an invoice or note, or an event."""

    content: Kind
    document: Document | None = None
    event: Event | None = None


def read_xml(root: etree._Element, source: Source, limits: Limits = LIMITS) -> Reading:
    """The values of an XML document of a kind that is read.

    Raises:
        Refused: unsupported_format (foreign XML, by name), xml_depth (envelopes in envelopes), unreadable, and whatever
            an inner document is refused for.
    """
    node = Node(root, f"/{etree.QName(root).localname}", source)
    validation: Validation | None = None
    for _ in range(limits.xml_unwraps + 1):
        identity = identify_xml(node.element)
        if identity.kind is not Kind.DIAN_ATTACHED_DOCUMENT:
            return _read(node, identity, validation)
        validation = validation or validation_in(node, limits)
        node = unwrap(node, limits)
    raise Refused(ReasonCode.XML_DEPTH, f"more than {limits.xml_unwraps} envelopes")


def _read(node: Node, identity: Identity, validation: Validation | None) -> Reading:
    if identity.kind is Kind.FOREIGN_XML:
        raise Refused(ReasonCode.UNSUPPORTED_FORMAT, identity.dialect or "")
    if identity.kind is Kind.DIAN_EVENT:
        return Reading(content=identity.kind, event=read_event(node))
    return Reading(content=identity.kind, document=replace(_document(node, identity), validation=validation))


def _document(node: Node, identity: Identity) -> Document:
    if identity.kind is Kind.CII_INVOICE:
        return read_cii(node)
    if identity.kind in (Kind.UBL_INVOICE, Kind.UBL_CREDIT_NOTE):
        return read_european(replace(node, confidence=_sureness(identity)), identity.kind)
    return read_dian(node, identity.kind)


def _sureness(identity: Identity) -> float:
    """UBL under a profile that we do not know is read by the standard, and believed less."""
    profile = (identity.dialect or "").lower()
    return 1.0 if any(known in profile for known in _KNOWN_UBL_PROFILES) else _UNKNOWN_PROFILE
