"""Where on a document a value stands that a finding is about."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from functions.finance.schemas.review import Evidence

_STEP = re.compile(r"\w+")
_NAMES = {"nit": "tax_id", "amount": "line_total", "issuer": "seller", "exchange_rate": "exchange_rate"}


def evidence_of(extracted: Mapping[str, Any], field: str | None) -> Evidence | None:
    """The value of a field as it was read, with its place.

    Args:
        extracted: what was read, as JSON.
        field: of a finding: ``seller.nit``, ``lines[2].amount``; None, or one that no document has, has no evidence.
    """
    found: Any = extracted.get("document")
    for step in _STEP.findall(field or ""):
        found = _inside(found, step)
    if not isinstance(found, Mapping) or "confidence" not in found:
        return None
    place = found.get("evidence") or {}
    return Evidence(
        value=found.get("value"),
        confidence=found["confidence"],
        source=found.get("source"),
        **{name: place.get(name) for name in ("page", "box", "path", "text")},
        derived=bool(place.get("derived")),
    )


def _inside(found: Any, step: str) -> Any:
    if isinstance(found, Mapping):
        return found.get(step, found.get(_NAMES.get(step, step)))
    if isinstance(found, Sequence) and not isinstance(found, str) and step.isdigit():
        return found[int(step)] if int(step) < len(found) else None
    return None
