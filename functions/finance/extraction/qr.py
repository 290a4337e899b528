"""DIAN's QR code, which repeats what the document says: read, and held against it.

A disagreement is a reason to review, never to reject: official samples disagree with themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from functions.finance.extraction.document import Document
from functions.finance.extraction.values import Money, Value

_KEYS = {
    "numfac": "number",
    "nrofactura": "number",
    "fecfac": "issue_date",
    "fechafactura": "issue_date",
    "nitfac": "issuer",
    "nitfacturador": "issuer",
    "docadq": "buyer",
    "nitadquiriente": "buyer",
    "valtolfac": "total",
    "valortotalfactura": "total",
    "cufe": "cufe",
    "cude": "cufe",
}
_PAIR = re.compile(r"\b([A-Za-z]{4,20})\s{0,3}[=:]\s{0,3}([^\s=]{1,200})")
_LINK = re.compile(r"documentkey=([0-9a-f]{96})\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Qr:
    """The fields of DIAN's QR code; a code that is only a link has the CUFE alone."""

    number: str | None = None
    issue_date: str | None = None
    issuer: str | None = None
    buyer: str | None = None
    total: str | None = None
    cufe: str | None = None


def read_qr(text: str) -> Qr:
    """The fields in the text of a QR code, of the forms that DIAN has published."""
    found: dict[str, str] = {}
    for key, value in _PAIR.findall(text):
        if name := _KEYS.get(key.lower()):
            found.setdefault(name, value)
    if "cufe" not in found and (link := _LINK.search(text)):
        found["cufe"] = link.group(1)
    return Qr(**found)


def qr_disagreements(document: Document) -> tuple[str, ...]:
    """The names of QR fields that the document contradicts; empty where either is silent."""
    if document.qr.value is None:
        return ()
    qr = read_qr(document.qr.value)
    return tuple(_disagreements(qr, document))


def _disagreements(qr: Qr, document: Document) -> Iterator[str]:
    stated = (
        ("number", qr.number, document.number.value),
        ("issue_date", qr.issue_date, document.issue_date.value and document.issue_date.value.isoformat()),
        ("issuer", qr.issuer, document.seller.tax_id.value),
        ("buyer", qr.buyer, document.buyer.tax_id.value),
        ("cufe", qr.cufe, document.cufe.value),
    )
    for name, printed, value in stated:
        if printed and value and printed.casefold() != value.casefold():
            yield name
    if qr.total and not _is_amount(qr.total, document.payable) and not _is_amount(qr.total, document.total):
        yield "total"


def _is_amount(printed: str, value: Value[Money]) -> bool:
    try:
        return value.value is None or Decimal(printed) == value.value.amount
    except InvalidOperation:
        return False
