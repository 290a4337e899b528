"""Requests and answers about payments."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from functions.finance.domain.document import Direction
from functions.finance.domain.ledger.posting import Means
from functions.finance.domain.money import exact
from functions.finance.domain.nit import parse_nit
from functions.finance.domain.payments import Paid
from functions.finance.schemas.edits import Digits
from functions.finance.schemas.invoices import Day
from shared.schemas.text import Name


def _number(text: str) -> str:
    try:
        return parse_nit(text).number
    except ValueError:
        return text.strip()  # a foreign number, as it is written


PartyNumber = Annotated[Digits, AfterValidator(_number)]
PaidAmount = Annotated[Decimal, BeforeValidator(exact), Field(gt=0, max_digits=18, decimal_places=2)]


class PaymentDraft(BaseModel):
    """Money that was paid to a supplier, or came from a customer; in COP.

    Attributes:
        invoice_id: the document that it pays; without one it pays what is owed to or by `party`, oldest first.
        direction: of the document: ``purchase`` for money that went out, ``sale`` for money that came in.
        party: tax id of the supplier or customer.
        advance: whether more than is owed may be paid; the rest becomes an advance.
    """

    model_config = ConfigDict(extra="forbid")

    amount: PaidAmount
    paid_on: Day
    means: Means
    invoice_id: UUID | None = None
    direction: Direction | None = None
    party: PartyNumber | None = None
    memo: Name | None = None
    advance: bool = False

    @model_validator(mode="after")
    def _says_for_whom_it_is(self) -> Self:
        if self.invoice_id is None and (self.direction is None or self.party is None):
            raise ValueError("name an invoice_id, or a direction and a party")
        return self


class PaymentFilter(BaseModel):
    """Which payments to list; what is None does not matter."""

    model_config = ConfigDict(frozen=True)

    invoice_id: UUID | None = None
    direction: Direction | None = None
    paid_from: date | None = None
    paid_to: date | None = None


class PaymentView(BaseModel):
    """A payment, in COP.

    Attributes:
        settled: the part that paid what was owed.
        advance: the part for which nothing was owed yet.
        entry_id: of its journal entry.
        reversed_by: the entry that undid it; null while it stands.
    """

    payment_id: UUID
    invoice_id: UUID | None
    direction: Direction
    means: Means
    amount: Decimal
    settled: Decimal
    advance: Decimal
    paid_on: date
    party: str | None
    memo: str | None
    created_by: UUID | None
    created_at: datetime
    entry_id: UUID
    reversed_by: UUID | None
    reversed_on: date | None

    @classmethod
    def of(cls, paid: Paid) -> "PaymentView":
        own = {"payment_id", "settled"}
        shown = {name: getattr(paid, name) for name in cls.model_fields if name not in own}
        return cls(payment_id=paid.id, settled=paid.amount - paid.advance, **shown)


class Payment(PaymentView):
    """A payment that was just booked or undone, and what is still owed for the document, or to or by the party."""

    still_owed: Decimal
