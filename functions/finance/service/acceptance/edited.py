"""What a person said, laid over what was read: a value of theirs replaces the document's, and is sure."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from functions.finance.domain.document import IVA
from functions.finance.domain.money import PESO
from functions.finance.extraction.document import NOTHING, Document, DocumentKind, ExchangeRate, Line, Party, Tax
from functions.finance.extraction.values import Evidence, Money, Source, Value
from functions.finance.schemas.edits import Edits, LineEdit, PartyEdit, TaxEdit

T = TypeVar("T")

_PLAIN = ("number", "cufe", "issue_date", "due_date", "currency")
_AMOUNTS = ("line_total", "total", "allowances", "charges", "prepaid", "prior_balance", "payable")
_NIT = "31"


def edited(document: Document, edits: Edits) -> Document:
    """The document as a person says that it is."""
    said = edits.model_fields_set
    currency = edits.currency or document.currency.value or None
    changes: dict[str, Any] = {name: said_value(getattr(edits, name)) for name in _PLAIN if name in said}
    changes |= {name: _money(getattr(edits, name), currency) for name in _AMOUNTS if name in said}
    if edits.kind:
        changes["kind"] = said_value(DocumentKind(edits.kind))
    if edits.exchange_rate:
        changes["exchange_rate"] = ExchangeRate(
            source=said_value(currency), target=said_value(PESO), rate=said_value(edits.exchange_rate)
        )
    if edits.line_total is not None:
        changes["subtotal"] = _money(edits.line_total, currency)
    if edits.taxes is not None:
        taxes = tuple(_tax(tax, currency) for tax in edits.taxes)
        changes |= {"taxes": taxes, "tax_total": _money(sum((tax.amount for tax in edits.taxes), Decimal(0)), currency)}
    for name in ("seller", "buyer"):
        party: PartyEdit | None = getattr(edits, name)
        if party:
            changes[name] = _party(getattr(document, name), party)
    changes["lines"] = tuple(_lines(document, edits, currency))
    return replace(document, **changes)


def said_value(value: T | None) -> Value[T]:
    """A person's word; None says that there is no such value."""
    return Value.absent() if value is None else Value.found(value, Source.PERSON, Evidence())


def _money(amount: Decimal | None, currency: str | None) -> Value[Money]:
    return said_value(None if amount is None else Money(amount=amount, currency=currency))


def _party(party: Party, edit: PartyEdit) -> Party:
    said: dict[str, Any] = {name: said_value(getattr(edit, name)) for name in edit.model_fields_set}
    if "tax_id" in said:
        said.setdefault("dv", Value.absent())
        if party.id_type.value is None:
            said["id_type"] = said_value(_NIT) if "dv" in edit.model_fields_set else NOTHING
    return replace(party, **said)


def _lines(document: Document, edits: Edits, currency: str | None) -> Iterator[Line]:
    for position, line in enumerate(document.lines):
        edit = edits.line(position)
        yield _line(line, edit, currency) if edit else line
    for edit in edits.lines:
        if edit.position >= len(document.lines) and edit.amount is not None:
            yield _line(Line(), edit, currency)


def _line(line: Line, edit: LineEdit, currency: str | None) -> Line:
    changes: dict[str, Any] = {}
    if edit.amount is not None:
        changes["line_total"] = _money(edit.amount, currency)
    if edit.description is not None:
        changes["description"] = said_value(edit.description)
    return replace(line, **changes)


def _tax(tax: TaxEdit, currency: str | None) -> Tax:
    per_unit = _money(tax.amount, currency) if tax.rate is None and tax.scheme != IVA else NOTHING
    return Tax(
        scheme=said_value(tax.scheme),
        rate=said_value(tax.rate),
        base=_money(tax.base, currency),
        amount=_money(tax.amount, currency),
        per_unit=per_unit,
    )
