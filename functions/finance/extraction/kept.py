"""What is kept of one document that was read, as JSON in `invoices.extracted`: its values, and what reading found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from functions.finance.domain.reasons import Finding
from functions.finance.extraction.document import Document


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """One document of a file, with the findings of its file; no document, if the file gave none.

    `text` is what its pages say, for whoever reads on; it is not in the record.
    """

    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    text: Annotated[str | None, Field(exclude=True)] = None


def to_record(kept: Kept) -> dict[str, Any]:
    """As JSON values; decimals and dates are strings."""
    record: dict[str, Any] = _adapter().dump_python(kept, mode="json")
    return record


def from_record(record: Mapping[str, Any]) -> Kept:
    """What `to_record` wrote; an empty record is a document of which nothing was read.

    Raises:
        pydantic.ValidationError: something else.
    """
    return _adapter().validate_python(dict(record), strict=False)


@cache
def _adapter() -> TypeAdapter[Kept]:
    return TypeAdapter(Kept)
