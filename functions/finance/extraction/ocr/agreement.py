"""One document of what two passes read: they agree, or one was sure where the other saw nothing; else there is none."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from functions.finance.extraction.document import Document
from functions.finance.extraction.values import Absence, Money, Value

_ALONE, _ALONE_FACTOR = 0.8, 0.85

T = TypeVar("T")


def agreed(first: Document, second: Document) -> Document:
    """What both documents say. Rows (lines, taxes) are those of the document whose rows add up, else of the first."""
    merged = _merged(first, second)
    if first.payable.value is None or second.payable.value is None:
        # One reading may have lost what was paid before, and then the total looks payable.
        merged = replace(merged, payable=Value.absent(Absence.LOW_CONFIDENCE, merged.payable.evidence))
    return replace(merged, **{name: _rows(name, merged, first, second) for name in ("lines", "taxes")})


def _merged(first: T, second: T) -> T:
    changes: dict[str, Any] = {}
    for field in fields(first):  # type: ignore[arg-type]
        one, other = getattr(first, field.name), getattr(second, field.name)
        if isinstance(one, Value):
            changes[field.name] = _agreed(one, other)
        elif is_dataclass(one) and type(one) is type(other):
            changes[field.name] = _merged(one, other)
    return replace(first, **changes)  # type: ignore[type-var]


def _agreed(one: Value[Any], other: Value[Any]) -> Value[Any]:
    if one.value is None and other.value is None:
        return one if one.evidence else other
    if one.value is not None and other.value is not None:
        surer = max(one, other, key=lambda value: value.confidence)
        return surer if _same(one.value, other.value) else Value.absent(Absence.AMBIGUOUS, surer.evidence)
    alone = one if one.value is not None else other
    if alone.confidence < _ALONE:
        return Value.absent(Absence.LOW_CONFIDENCE, alone.evidence)
    return replace(alone, confidence=round(alone.confidence * _ALONE_FACTOR, 3))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Money) and isinstance(other, Money):
        return one.amount == other.amount
    if isinstance(one, str) and isinstance(other, str):
        return _letters(one) == _letters(other)
    return bool(one == other)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _rows(name: str, merged: Document, first: Document, second: Document) -> Any:
    """Rows whose sum is the amount that was agreed on."""
    stated = merged.tax_total if name == "taxes" else merged.subtotal
    for document in (first, second):
        rows = getattr(document, name)
        amounts = [getattr(row, "amount" if name == "taxes" else "line_total").value for row in rows]
        if rows and stated.value and all(amounts) and sum(each.amount for each in amounts) == stated.value.amount:
            return rows
    return getattr(first, name) or getattr(second, name)
