"""What tests of readers ask again and again."""

from decimal import Decimal
from typing import Any

from functions.finance.extraction.document import Document
from functions.finance.extraction.reading import read
from functions.finance.extraction.values import Money, Value


def document(text: str | bytes) -> Document:
    """The document that the file carries."""
    found = read(text.encode() if isinstance(text, str) else text).document
    assert found is not None
    return found


def pesos(amount: str, currency: str = "COP") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def amounts(found: Document, *names: str) -> dict[str, str]:
    """The stated amounts among these, as they are written."""
    values: dict[str, Value[Money]] = {name: getattr(found, name) for name in names}
    return {name: str(value.value.amount) for name, value in values.items() if value.value is not None}


def facts(found: Document) -> dict[str, object]:
    """What identifies the document and its parties, without what is absent."""
    values: dict[str, Value[Any]] = {
        "number": found.number,
        "issued": found.issue_date,
        "due": found.due_date,
        "currency": found.currency,
        "seller": found.seller.name,
        "seller_id": found.seller.tax_id,
        "buyer": found.buyer.name,
        "buyer_id": found.buyer.tax_id,
    }
    return {name: value.value for name, value in values.items() if value.value is not None}
