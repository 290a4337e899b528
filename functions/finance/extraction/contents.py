"""The documents, events and refusals in one file, each once: an archive holds an invoice and its picture."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from functions.finance.domain.reasons import Finding
from functions.finance.extraction.document import Document, Event
from functions.finance.extraction.kept import Kept
from functions.finance.extraction.result import Extraction
from functions.finance.extraction.values import Source

_PAGES = frozenset({Source.TEXT, Source.OCR})


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What is in a file.

    Attributes:
        documents: with the findings of their part of the file; XML before pages.
        events: of invoices.
        findings: of parts that hold neither.
        refusals: of parts that are not processed.
    """

    documents: tuple[Kept, ...]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    refusals: tuple[Finding, ...]


def contents(extraction: Extraction) -> Contents:
    """Everything in a file; what shows the same document twice is one document."""
    read = list(_leaves(extraction))
    found = [Kept(document=one.document, findings=one.findings, text=one.text) for one in read if one.document]
    return Contents(
        documents=tuple(_distinct(sorted(found, key=_is_page))),
        events=tuple(one.event for one in read if one.event),
        findings=tuple(finding for one in read if not (one.document or one.event) for finding in one.findings),
        refusals=tuple(_refusals(extraction)),
    )


def _leaves(extraction: Extraction) -> Iterator[Extraction]:
    yield extraction
    for part in extraction.parts:
        if part.extraction:
            yield from _leaves(part.extraction)


def _refusals(extraction: Extraction) -> Iterator[Finding]:
    for part in extraction.parts:
        if part.refusal:
            yield replace(part.refusal, detail=f"part {part.position + 1}: {part.refusal.detail}")
        if part.extraction:
            yield from _refusals(part.extraction)


def _is_page(kept: Kept) -> bool:
    return kept.document is not None and kept.document.payable.source in _PAGES


def _distinct(found: Iterable[Kept]) -> list[Kept]:
    distinct: list[Kept] = []
    for one in found:
        same = next((place for place, other in enumerate(distinct) if _shows(one, other)), None)
        if same is None:
            distinct.append(one)
        else:
            merged = dict.fromkeys((*distinct[same].findings, *one.findings))
            distinct[same] = replace(distinct[same], findings=tuple(merged))
    return distinct


def _shows(one: Kept, other: Kept) -> bool:
    """Whether `one` shows the document of `other`: by code, by number, or as a page without either beside an XML."""
    if not (one.document and other.document):
        return False
    codes = _code(one.document), _code(other.document)
    if all(codes):
        return codes[0] == codes[1]
    numbers = _number(one.document), _number(other.document)
    if all(numbers):
        return numbers[0] == numbers[1] and _parties_agree(one.document, other.document)
    return _is_page(one) and not _is_page(other)


def _code(document: Document) -> str | None:
    return document.cufe.value.lower() if document.cufe.value else None


def _number(document: Document) -> str | None:
    value = document.number.value
    return "".join(sign for sign in value.upper() if sign.isalnum()) if value else None


def _parties_agree(one: Document, other: Document) -> bool:
    sellers = one.seller.tax_id.value, other.seller.tax_id.value
    return not all(sellers) or sellers[0] == sellers[1]
