"""What a language model proposes for a page whose fields could not be read: kept only where it stands on the page.

A proposal gets a confidence below every threshold of acceptance: a person decides about each document that holds one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from functions.finance.extraction.document import Document
from functions.finance.extraction.fields.amounts import Amount, amounts_in, style_of
from functions.finance.extraction.fields.dates import dates_in, order_of
from functions.finance.extraction.fields.money import codes_in
from functions.finance.extraction.fields.roles import is_name
from functions.finance.extraction.fields.tax_ids import employer_ids_in, nits_in, spanish_ids_in, vat_ids_in
from functions.finance.extraction.kept import Kept
from functions.finance.extraction.values import Absence, Evidence, Money, Source, Value
from shared.llm.model import LanguageModel

PROPOSED = 0.5
"""Confidence of a proposal; `acceptance.fields.PLAUSIBLE` is more."""

_ASKED = {
    "currency": "the ISO 4217 code or the sign of the currency",
    "number": "the number of the invoice with its prefix",
    "issue_date": "the day on which it was issued",
    "due_date": "the day until which it is to be paid",
    "seller_tax_id": "the tax number of who sells",
    "seller_name": "the name of who sells",
    "subtotal": "the amount before taxes",
    "tax_total": "the sum of all taxes",
    "total": "the amount with taxes",
    "payable": "the amount to be paid",
}
_AMOUNTS = frozenset({"subtotal", "tax_total", "total", "payable"})
_DECIDING = frozenset({"currency", "number", "issue_date", "seller_tax_id", "total"})
"""A document that lacks none of these may not need a person, and is not made to by proposals."""

_INSTRUCTIONS = (
    "You read invoices. Copy the values that the tool or schema names from the text, each exactly as it is printed "
    "there, without its label. Give null for a value that the text does not state. Never calculate, complete or guess."
)
_NUMBER = re.compile(r"(?=.*\d)[\w./-]{1,40}")


def with_proposals(kept: Kept, model: LanguageModel) -> Kept:
    """A document that was read from pages, with the proposals that stand on them; any other as it is."""
    if kept.document is None or not kept.text:
        return kept
    missing = [name for name in _ASKED if _is_missing(_value(kept.document, name))]
    if not _DECIDING.intersection(missing):
        return kept
    answer = model.propose(_INSTRUCTIONS, kept.text, _schema(missing)) or {}
    document = kept.document
    for name in missing:
        proposed = answer.get(name)
        if isinstance(proposed, str) and (found := _standing(name, proposed.strip(), kept.text, document)):
            document = _with(document, name, found)
    return replace(kept, document=document)


def _is_missing(value: Value[Any]) -> bool:
    """Whether it was not read; between two values that the page states, nobody but a person chooses."""
    return value.value is None and value.reason is not Absence.AMBIGUOUS


def _schema(names: list[str]) -> dict[str, Any]:
    properties = {name: {"type": ["string", "null"], "description": _ASKED[name]} for name in names}
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


def _standing(name: str, proposed: str, text: str, document: Document) -> Value[Any] | None:
    """The value as our own readers read it, if they read the same on the page."""
    if name in _AMOUNTS:
        found = _amount(proposed, text)
        value: Any = found and Money(amount=found.value, currency=document.currency.value)
    elif name in {"issue_date", "due_date"}:
        value = _only(_dates(proposed, text), _dates(text, text))
    elif name == "seller_tax_id":
        value = _only(_tax_ids(proposed), _tax_ids(text))
    elif name == "currency":
        value = _only(codes_in(proposed), codes_in(text))
    else:
        fits = _NUMBER.fullmatch(proposed) if name == "number" else is_name(proposed)
        value = proposed if fits and _literally(proposed, text) else None
    return None if value is None else Value.found(value, Source.MODEL, Evidence(text=proposed), PROPOSED)


def _only(proposed: Iterator[Any], stated: Iterator[Any]) -> Any:
    """The one value of a proposal, if it is among those of the page."""
    values = set(proposed)
    return values.pop() if len(values) == 1 and values <= set(stated) else None


def _amount(proposed: str, text: str) -> Amount | None:
    style = style_of(text.splitlines())
    found = list(amounts_in(proposed, style))
    stated = {one.value for line in text.splitlines() for one in amounts_in(line, style)}
    return found[0] if len(found) == 1 and found[0].value in stated else None


def _dates(text: str, page: str) -> Iterator[Any]:
    order = order_of(page.splitlines(), month_first_country=None)
    return (day for line in text.splitlines() for one in dates_in(line) if (day := one.read(order)))


def _tax_ids(text: str) -> Iterator[str]:
    for read in (nits_in, vat_ids_in, spanish_ids_in, employer_ids_in):
        yield from (one.value for line in text.splitlines() for one in read(line) if one.checked is not False)


def _literally(proposed: str, text: str) -> bool:
    """Whether the words stand on the page, in this order and whole."""
    words = r"\s+".join(re.escape(word) for word in proposed.split())
    return re.search(rf"(?<![\w-]){words}(?![\w-])", text) is not None


def _value(document: Document, name: str) -> Value[Any]:
    owner, field = (document.seller, name.removeprefix("seller_")) if name.startswith("seller_") else (document, name)
    value: Value[Any] = getattr(owner, field)
    return value


def _with(document: Document, name: str, value: Value[Any]) -> Document:
    if name.startswith("seller_"):
        changed: dict[str, Any] = {name.removeprefix("seller_"): value}
        return replace(document, seller=replace(document.seller, **changed))
    changed = {name: value}
    return replace(document, **changed)
