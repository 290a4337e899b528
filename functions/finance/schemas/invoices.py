"""Answers about documents."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict

from functions.finance.domain.states import State

Language = Literal["es", "en"]


def _as_iso(value: object) -> object:
    """A number is no day, though it can be read as seconds of one."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("is not a day as 2026-11-25")
    return value


Day = Annotated[date, BeforeValidator(_as_iso)]


class Filter(BaseModel):
    """Which documents to list; what is None does not matter.

    Attributes:
        q: part of a number, or of the issuer's name or tax id.
    """

    model_config = ConfigDict(frozen=True)

    status: str | None = None
    direction: str | None = None
    due_from: date | None = None
    due_to: date | None = None
    q: str | None = None


class Why(BaseModel):
    """A reason or a remark; `text` says it in words, `detail` has the values."""

    code: str
    detail: str
    field: str | None
    text: dict[Language, str]


class InvoiceSummary(BaseModel):
    """A document in a list; amounts are null until they are known, in `currency`."""

    invoice_id: UUID
    status: State
    kind: str | None
    direction: str | None
    number: str | None
    issuer_tax_id: str | None
    issuer_name: str | None
    issued_on: date | None
    due_on: date | None
    currency: str | None
    total: Decimal | None
    payable: Decimal | None
    withheld: Decimal | None
    automatic: bool
    reasons: list[Why]
    file_path: str
    created_at: AwareDatetime
    updated_at: AwareDatetime


class EntryLine(BaseModel):
    """A line of a journal entry, in COP."""

    account: str
    debit: Decimal
    credit: Decimal
    memo: str


class Happening(BaseModel):
    """Something that happened to a document: an event, or a person's decision."""

    at: AwareDatetime
    what: str
    details: dict[str, Any]


class AtAlegra(BaseModel):
    """What became of a document at Alegra.

    Attributes:
        alegra_id: of the bill or invoice there; null while none is known.
        code: Alegra's number, or a word of ours, for why it did not go in the last time.
        message: the same for people.
    """

    alegra_id: str | None
    code: int | str | None
    message: str | None


class InvoiceDetail(InvoiceSummary):
    """Everything about a document.

    Attributes:
        part: its position among the documents of its file.
        values: what was read, every value with confidence, source and evidence, or null with its reason.
        accepted: what the rules saw: values with a person's edits.
        taxes: the withholdings with every rule tried.
        approvers: how many people have to approve; null before validation.
        entry: its entry in the books.
        alegra: null while nobody has tried to put it there.
        history: what happened, oldest first.
    """

    part: int
    door: str
    file_kind: str | None
    file_size: int | None
    cufe: str | None
    buyer_tax_id: str | None
    counterparty_id: UUID | None
    exchange_rate: Decimal | None
    subtotal: Decimal | None
    tax_total: Decimal | None
    total_cop: Decimal | None
    remarks: list[Why]
    values: dict[str, Any] | None
    accepted: dict[str, Any] | None
    taxes: dict[str, Any] | None
    approvers: int | None
    needs_admin: bool
    duplicate_of: UUID | None
    posted_at: AwareDatetime | None
    entry_id: UUID | None
    entry: list[EntryLine]
    alegra: AtAlegra | None
    history: list[Happening]


class FileAddress(BaseModel):
    """Where the file of a document can be fetched, for some minutes; it comes as an attachment."""

    url: str
    expires_at: AwareDatetime
