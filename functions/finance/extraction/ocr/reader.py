"""The document that pictures of pages show: read from each pass, agreed between them, totals confirmed by evidence."""

from collections.abc import Sequence
from dataclasses import replace

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.extraction.document import Document, DocumentKind
from functions.finance.extraction.fields.reader import read_pages
from functions.finance.extraction.fields.receipts.evidence import Total
from functions.finance.extraction.fields.receipts.reader import Found, Receipt, T, read_receipt
from functions.finance.extraction.layout import Cell
from functions.finance.extraction.ocr.agreement import agreed
from functions.finance.extraction.ocr.passes import LEGIBLE, Sight
from functions.finance.extraction.values import Absence, Money, Source, Value

_READABLE = 0.6


def read_sights(sights: Sequence[Sight]) -> Document:
    """Read pages, each as all passes saw it."""
    first, second = (read_pages([sight.pages[number] for sight in sights]) for number in (0, 1))
    document = agreed(first, second)
    return _with_receipt(document, read_receipt(sights[0].pages)) if len(sights) == 1 else document


def doubts(sights: Sequence[Sight]) -> list[Finding]:
    """The pages that hardly show text."""
    return [
        Finding(code=ReasonCode.LOW_CONFIDENCE, detail=f"page {sight.pages[0].number} can hardly be read")
        for sight in sights
        if sight.legibility < LEGIBLE
    ]


def _with_receipt(document: Document, receipt: Receipt) -> Document:
    """The document with what it says as a receipt; on another page its sums may only confirm or cast doubt."""
    if not receipt.is_slip:
        return _confirmed(document, receipt)
    currency = _value(receipt.currency) if receipt.currency else document.currency
    total = _money(receipt.total, currency)
    if total.value is None and document.total.value and document.total.confidence > _READABLE:
        total = document.total
    document = replace(
        document,
        currency=currency,
        total=total,
        payable=total,
        issue_date=_value(receipt.issued) if receipt.issued else document.issue_date,
        seller=replace(document.seller, name=_value(receipt.seller)) if receipt.seller else document.seller,
        kind=document.kind if document.kind.value else _kind(receipt),
    )
    return _with_parts(document, receipt.total, currency)


def _confirmed(document: Document, receipt: Receipt) -> Document:
    stated, found = document.total, receipt.total
    if found is None:
        return document
    if stated.value is None:
        return (
            document
            if stated.reason is Absence.AMBIGUOUS
            else replace(document, total=_money(found, document.currency))
        )
    if stated.value.amount == found.value:
        return document
    return replace(document, total=Value.absent(Absence.AMBIGUOUS, stated.evidence))


def _with_parts(document: Document, total: Total | None, currency: Value[str]) -> Document:
    """Net and tax that add up to the total."""
    if total is None or total.subtotal is None or total.tax is None:
        return document
    part = replace(total, confidence=total.confidence)
    return replace(
        document,
        subtotal=_money(replace(part, value=total.subtotal), currency),
        tax_total=_money(replace(part, value=total.tax), currency),
    )


def _kind(receipt: Receipt) -> Value[DocumentKind]:
    if receipt.total is None:
        return Value.absent()
    return Value.found(DocumentKind.POS_TICKET, Source.OCR, receipt.total.cell.evidence, receipt.total.confidence)


def _money(total: Total | None, currency: Value[str]) -> Value[Money]:
    if total is None:
        return Value.absent(Absence.LOW_CONFIDENCE)
    return _found(Money(amount=total.value, currency=currency.value), total.cell, total.confidence)


def _value(found: Found[T]) -> Value[T]:
    return _found(found.value, found.cell, found.confidence)


def _found(value: T, cell: Cell, confidence: float) -> Value[T]:
    return Value.found(value, Source.OCR, cell.evidence, round(confidence, 3))
