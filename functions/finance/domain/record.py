"""A document on its way into the books: where it stands, what the rules saw, and what they answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from functions.finance.domain.document import Direction, Document, Kind
from functions.finance.domain.gates import Gate
from functions.finance.domain.reasons import Finding
from functions.finance.domain.states import State
from functions.finance.domain.taxes.assessment import Assessment


@dataclass(frozen=True, kw_only=True)
class Record:
    """One document.

    Attributes:
        uploader: who brought it; None if nobody did, as in a bucket.
        extracted: what was read, as JSON; `functions.finance.extraction.kept` knows its form.
        document: what the rules saw; None before validation, or if there was too little for them.
        gate: who has to approve; None while no total is known.
        automatic: nobody had to approve it.
    """

    id: UUID
    state: State
    uploader: UUID | None = None
    extracted: Mapping[str, Any] = field(default_factory=dict)
    document: Document | None = None
    assessment: Assessment | None = None
    reasons: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    gate: Gate | None = None
    automatic: bool = False
    counterparty_id: UUID | None = None
    duplicate_of: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a document is known by, as far as it was read; amounts in `currency`.

    Those by which a second copy is recognised (kind, number, issuer_tax_id, issued_on, cufe) are None unless sure.
    """

    kind: Kind | None = None
    direction: Direction | None = None
    number: str | None = None
    cufe: str | None = None
    issuer_tax_id: str | None = None
    issuer_name: str | None = None
    buyer_tax_id: str | None = None
    issued_on: date | None = None
    due_on: date | None = None
    currency: str | None = None
    exchange_rate: Decimal | None = None
    subtotal: Decimal | None = None
    tax_total: Decimal | None = None
    total: Decimal | None = None
    payable: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What validation decided about a document.

    Attributes:
        total_cop: in pesos; None without a rate.
    """

    state: State
    document: Document | None
    assessment: Assessment | None
    reasons: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    gate: Gate | None
    automatic: bool
    total_cop: Decimal | None
    counterparty_id: UUID | None
    duplicate_of: UUID | None


def to_json(value: Any) -> Any:
    """A document, an assessment or findings as JSON values; decimals and dates are strings."""
    return _anything().dump_python(value, mode="json")


def document_in(value: Any) -> Document | None:
    """The document that `to_json` wrote.

    Raises:
        pydantic.ValidationError: something else.
    """
    return None if value is None else _documents().validate_python(value)


def assessment_in(value: Any) -> Assessment | None:
    """The assessment that `to_json` wrote.

    Raises:
        pydantic.ValidationError: something else.
    """
    return None if value is None else _assessments().validate_python(value)


def findings_in(value: Any) -> tuple[Finding, ...]:
    """The findings that `to_json` wrote.

    Raises:
        pydantic.ValidationError: something else.
    """
    return _findings().validate_python(value)


@cache
def _anything() -> TypeAdapter[Any]:
    return TypeAdapter(Any)


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _assessments() -> TypeAdapter[Assessment]:
    return TypeAdapter(Assessment)


@cache
def _findings() -> TypeAdapter[tuple[Finding, ...]]:
    return TypeAdapter(tuple[Finding, ...])
