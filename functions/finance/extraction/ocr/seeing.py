"""The door of OCR: a picture, or a PDF whose pages have no text, becomes a document and what a reviewer must know."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.extraction.document import Document
from functions.finance.extraction.layout import text_of
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.ocr.passes import Sight, look
from functions.finance.extraction.ocr.pictures import decode
from functions.finance.extraction.ocr.reader import doubts, read_sights
from functions.finance.extraction.ocr.rendering import draw
from functions.finance.extraction.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was read; None where nothing was, and then a finding tells why."""

    document: Document | None
    findings: tuple[Finding, ...] = ()
    text: str | None = None


def see_picture(data: bytes, limits: Limits = LIMITS) -> Seen:
    """Read a PNG or JPEG whose size was checked by its header.

    Raises:
        Refused: unreadable, decode_limit: the file is damaged.
    """
    picture = decode(data)
    try:
        sight = look(picture, 1, seconds=limits.ocr_seconds)
    except Refused as refusal:
        return Seen(document=None, findings=(refusal.finding(),))
    return _read([sight], [], limits)


def see_pdf(data: bytes, limits: Limits = LIMITS) -> Seen:
    """Read the first pages of a PDF that opens, as they are drawn."""
    findings: list[Finding] = []
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            sights = list(_sights(pdf, findings, limits))
    except pypdfium2.PdfiumError:
        return Seen(document=None, findings=(Finding(code=ReasonCode.UNREADABLE, detail="a broken PDF"),))
    return _read(sights, findings, limits)


def _sights(pdf: pypdfium2.PdfDocument, findings: list[Finding], limits: Limits) -> Iterator[Sight]:
    """The pages that could be seen in time; `findings` tells of the others."""
    until = time.monotonic() + limits.ocr_seconds
    if len(pdf) > limits.ocr_pages:
        findings.append(
            Finding(code=ReasonCode.TOO_MANY_PAGES, detail=f"only {limits.ocr_pages} of {len(pdf)} pages were read")
        )
    for position in range(min(len(pdf), limits.ocr_pages)):
        number = position + 1
        try:
            drawn = draw(pdf[position], number, limits.render_dpi, limits)
            yield look(drawn.picture, number, drawn.width, seconds=max(0.0, until - time.monotonic()))
        except Refused as refusal:
            findings.append(refusal.finding(f"page {number}"))
        except pypdfium2.PdfiumError:
            findings.append(Finding(code=ReasonCode.UNREADABLE, detail=f"page {number} is broken"))


def _read(sights: list[Sight], findings: list[Finding], limits: Limits) -> Seen:
    document = read_sights(sights) if any(page.words for sight in sights for page in sight.pages) else None
    text = text_of([sight.pages[0] for sight in sights], limits.kept_characters)
    return Seen(document=document, findings=(*findings, *doubts(sights)), text=text)
