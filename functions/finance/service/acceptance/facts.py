"""What a document is known by in lists, and by which a second copy of it is recognised."""

from dataclasses import asdict

from functions.finance.domain.document import Document
from functions.finance.domain.record import Facts
from functions.finance.extraction import document as extracted
from functions.finance.service.acceptance.accept import Accepted

_FIELDS = {
    "kind": "kind",
    "number": "number",
    "cufe": "cufe",
    "issuer_tax_id": "seller.tax_id",
    "issued_on": "issue_date",
}
"""Columns by which copies are recognised, and the fields of the document that have to be sure for it."""


def facts_of(accepted: Accepted, document: Document | None) -> Facts:
    """The facts of a document; amounts only where the rules could be asked, and so in a known currency."""
    known = asdict(_known(accepted.read))
    doubtful = {name: None for name, field in _FIELDS.items() if accepted.doubts(field)}
    amounts = _amounts(document) if document else {}
    return Facts(**(known | doubtful | amounts))


def _known(read: extracted.Document) -> Facts:
    return Facts(
        kind=read.kind.value.value if read.kind.value else None,
        number=read.number.value,
        cufe=read.cufe.value.lower() if read.cufe.value else None,
        issuer_tax_id=read.seller.tax_id.value,
        issuer_name=read.seller.name.value,
        buyer_tax_id=read.buyer.tax_id.value,
        issued_on=read.issue_date.value,
        due_on=read.due_date.value,
        currency=read.currency.value,
    )


def _amounts(document: Document) -> dict[str, object]:
    return {
        "direction": document.direction,
        "currency": document.currency,
        "exchange_rate": document.exchange_rate,
        "subtotal": document.line_total,
        "tax_total": document.tax_total,
        "total": document.total,
        "payable": document.payable,
    }
