"""Requests and answers of the review by people."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from functions.finance.domain.reason_texts import text_of
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.states import State
from functions.finance.schemas.books import Judged
from functions.finance.schemas.edits import Decision, Edits

Reason = Annotated[str, StringConstraints(min_length=3, max_length=500, strip_whitespace=True)]


class Texts(BaseModel):
    """One text in both languages."""

    es: str
    en: str


class Evidence(BaseModel):
    """Where on the document a value stands; `box` is left, top, right, bottom in points, `page` counts from 1.

    A `derived` value is not printed itself, but follows from what stands there.
    """

    value: Any
    confidence: float
    source: str | None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    path: str | None = None
    text: str | None = None
    derived: bool = False


class ReasonView(BaseModel):
    """Why a document waits: a code, what it means, the values compared, and where they stand."""

    code: ReasonCode
    text: Texts
    detail: str
    field: str | None
    evidence: Evidence | None = None

    @classmethod
    def of(cls, finding: Finding, evidence: Evidence | None) -> "ReasonView":
        texts = text_of(finding.code)
        return cls(
            code=finding.code,
            text=Texts(es=texts["es"], en=texts["en"]),
            detail=finding.detail,
            field=finding.field,
            evidence=evidence,
        )


class DecisionView(BaseModel):
    """What somebody decided, and when."""

    decision: Decision
    user_id: UUID | None
    reason: str | None
    edits: dict[str, Any]
    at: datetime


class ReviewItem(BaseModel):
    """A document that waits for people.

    Attributes:
        approvals: how many have approved since it was last edited, of `approvers` that have to.
    """

    invoice_id: UUID
    state: State
    object_key: str
    part: int
    kind: str | None
    direction: str | None
    number: str | None
    issuer_name: str | None
    issuer_tax_id: str | None
    issued_on: date | None
    due_on: date | None
    currency: str | None
    total: Decimal | None
    payable: Decimal | None
    total_cop: Decimal | None
    withheld: Decimal | None
    reasons: list[ReasonView]
    remarks: list[ReasonView]
    approvals: int
    approvers: int | None
    needs_admin: bool
    uploaded_by: UUID | None
    decisions: list[DecisionView]
    received_at: datetime


class Approval(BaseModel):
    """An approval; the reason is for the record."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason | None = None


class Correction(BaseModel):
    """Edits of a document, and why."""

    model_config = ConfigDict(extra="forbid")

    edits: Edits
    reason: Reason


class Refusal(BaseModel):
    """A rejection or a reversal, and why."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


class Approved(BaseModel):
    """Where a document stands after an approval."""

    invoice_id: UUID
    state: State
    approvals: int
    approvers: int


class Rejected(BaseModel):
    """A document that will never be posted."""

    invoice_id: UUID
    state: State


class Voided(BaseModel):
    """A document whose entry was undone.

    Attributes:
        entry_id: of the entry that undoes it.
        alegra_id: of the bill or invoice that stays in Alegra until a person undoes it there; null if there is none.
    """

    invoice_id: UUID
    state: State
    entry_id: UUID
    alegra_id: str | None = None


class Corrected(Judged):
    """Where a document stands after its edits: judged anew."""
