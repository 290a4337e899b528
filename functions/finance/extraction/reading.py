"""The door: bytes in; the kind by content, and the values of its XML, of its pages' text, or of what they show."""

import hashlib
from dataclasses import replace

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.extraction.archives import members
from functions.finance.extraction.document import Document
from functions.finance.extraction.embedded import carried_invoice, conformance_level
from functions.finance.extraction.identification import identify_binary, open_xml
from functions.finance.extraction.kinds import Identity, Kind
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.pdfs import insides
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.result import Extraction, Part
from functions.finance.extraction.values import Source
from functions.finance.extraction.xml_reading import read_xml


def read(data: bytes, limits: Limits = LIMITS) -> Extraction:
    """What the file says.

    Raises:
        Refused: the file is not processed; its reason is final.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if xml := open_xml(data, limits):
        root, identity = xml
        reading = read_xml(root, Source.XML, limits)
        return Extraction(
            identity=identity, sha256=sha256, content=reading.content, document=reading.document, event=reading.event
        )
    identity = identify_binary(data, limits)
    if identity.kind is Kind.PDF:
        return _read_pdf(data, sha256, identity, limits)
    if identity.kind is Kind.ZIP:
        return _read_archive(data, sha256, identity, limits)
    return _read_picture(data, sha256, identity, limits)


def _read_picture(data: bytes, sha256: str, identity: Identity, limits: Limits) -> Extraction:
    from functions.finance.extraction.ocr.seeing import see_picture  # noqa: PLC0415 - XML needs no eyes

    seen = see_picture(data, limits)
    findings = (*seen.findings, *_unstated(seen.document))
    return Extraction(
        identity=identity,
        sha256=sha256,
        content=identity.kind,
        document=seen.document,
        findings=findings,
        text=seen.text,
    )


def _read_pdf(data: bytes, sha256: str, identity: Identity, limits: Limits) -> Extraction:
    """A PDF's embedded invoice, else what its pages say; what is wrong inside is a finding beside."""
    plain = Extraction(identity=identity, sha256=sha256, content=Kind.PDF)
    try:
        inside = insides(data, limits)
    except Refused as refusal:
        return _with_pages(replace(plain, findings=(refusal.finding(),)), data, limits)
    carried = carried_invoice(inside, limits)
    active = (Finding(code=ReasonCode.ACTIVE_CONTENT, detail="the PDF would act when opened"),) if inside.active else ()
    findings = (*active, *carried.findings)
    plain = replace(plain, profile=conformance_level(inside.metadata, limits), findings=findings)
    if carried.root is None:
        return _with_pages(plain, data, limits)
    try:
        reading = read_xml(carried.root, Source.EMBEDDED, limits)
    except Refused as refusal:
        return _with_pages(replace(plain, findings=(*findings, refusal.finding("XML inside the PDF"))), data, limits)
    return _with_pages(
        replace(plain, content=reading.content, document=reading.document, event=reading.event), data, limits
    )


def _with_pages(extraction: Extraction, data: bytes, limits: Limits) -> Extraction:
    """With what the pages say: the document, if there is none; else only where they contradict it."""
    from functions.finance.extraction.page_reading import mismatches, read_text  # noqa: PLC0415 - XML needs no pages

    if extraction.event is not None:
        return extraction
    page = read_text(data, limits)
    found = (*extraction.findings, *page.findings)
    if extraction.document is None:
        return _with_text_or_sight(replace(extraction, findings=found, text=page.text), page.document, data, limits)
    if page.document is not None:
        found = (*found, *mismatches(extraction.document, page.document))
    return replace(extraction, findings=found)


def _with_text_or_sight(extraction: Extraction, text: Document | None, data: bytes, limits: Limits) -> Extraction:
    """With the document that the text layer gives; a page that has none is looked at."""
    from functions.finance.extraction.ocr.seeing import see_pdf  # noqa: PLC0415 - text needs no eyes

    if text is not None:
        return replace(extraction, document=text, findings=(*extraction.findings, *_unstated(text)))
    seen = see_pdf(data, limits)
    findings = (*extraction.findings, *seen.findings, *_unstated(seen.document))
    return replace(extraction, document=seen.document, findings=findings, text=seen.text)


def _unstated(document: Document | None) -> tuple[Finding, ...]:
    """Pages without a total that is sure are no invoice, or one that was not understood: a person tells."""
    if document is None or document.total.value is not None:
        return ()
    return (Finding(code=ReasonCode.LOW_CONFIDENCE, detail="no total that is sure", field="total"),)


def _read_archive(data: bytes, sha256: str, identity: Identity, limits: Limits) -> Extraction:
    parts = tuple(_part(position, content, limits) for position, content in enumerate(members(data, limits)))
    return Extraction(identity=identity, sha256=sha256, content=Kind.ZIP, parts=parts)


def _part(position: int, content: bytes, limits: Limits) -> Part:
    try:
        return Part(position=position, extraction=read(content, limits))
    except Refused as refusal:
        return Part(position=position, refusal=refusal.finding())
