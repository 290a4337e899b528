"""The invoice that a PDF carries as XML (Factur-X, ZUGFeRD, XRechnung, DIAN): found by content, parsed strictly."""

from dataclasses import dataclass

from lxml import etree

from functions.finance.domain.reasons import Finding
from functions.finance.extraction.dialects import identify_xml
from functions.finance.extraction.kinds import Identity, Kind
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.pdfs import Attachment, Insides
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.strict_xml import looks_like_xml, parse

_USUAL_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
_INVOICES = frozenset(Kind) - {Kind.PDF, Kind.PNG, Kind.JPEG, Kind.ZIP, Kind.FOREIGN_XML, Kind.DIAN_EVENT}


@dataclass(frozen=True, kw_only=True)
class Carried:
    """The XML invoice inside a PDF, the name it stands under, and what was wrong with others."""

    root: etree._Element | None = None
    identity: Identity | None = None
    name: str | None = None
    findings: tuple[Finding, ...] = ()


def carried_invoice(insides: Insides, limits: Limits = LIMITS) -> Carried:
    """The first invoice among the files inside, those with a usual name before others."""
    findings: list[Finding] = []
    for file in sorted(insides.attachments, key=_rank):
        if not looks_like_xml(file.content):
            continue
        try:
            root = parse(file.content, limits)
        except Refused as refusal:
            findings.append(refusal.finding("XML inside the PDF"))
            continue
        identity = identify_xml(root)
        if identity.kind in _INVOICES:
            return Carried(root=root, identity=identity, name=file.name, findings=tuple(findings))
    return Carried(findings=tuple(findings))


def conformance_level(metadata: bytes | None, limits: Limits = LIMITS) -> str | None:
    """The profile that the XMP metadata claims (MINIMUM, BASIC, EN 16931, EXTENDED, XRECHNUNG…)."""
    if metadata is None:
        return None
    try:
        root = parse(metadata, limits)
    except Refused:
        return None
    for element in root.iter("{*}Description"):
        for name, value in element.attrib.items():
            if str(name).endswith("}ConformanceLevel"):
                return str(value).strip() or None
        level = element.findtext("{*}ConformanceLevel")
        if level:
            return level.strip() or None
    return None


def _rank(file: Attachment) -> int:
    name = file.name.lower()
    return _USUAL_NAMES.index(name) if name in _USUAL_NAMES else len(_USUAL_NAMES)
