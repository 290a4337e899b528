"""Requests and answers about deals."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from functions.crm.domain.deal import ChosenStatus, DealStatus
from functions.crm.schemas import Request
from shared.schemas.text import Name

Amount = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class DealDraft(Request):
    """A deal, as somebody registers it; `counterparty_id` is of the finance agent."""

    name: Name
    amount: Amount
    currency: Currency = "COP"
    status: ChosenStatus = "open"
    lead_id: UUID | None = None
    counterparty_id: UUID | None = None


class DealChange(Request):
    """What changes; what is not given stays."""

    name: Name | None = None
    amount: Amount | None = None
    status: ChosenStatus | None = None
    lead_id: UUID | None = None
    counterparty_id: UUID | None = None


class DealView(BaseModel):
    """A deal.

    Attributes:
        invoice_id: of the sale that it was billed with.
        closed_at: when it was won, lost or invoiced.
    """

    deal_id: UUID
    name: str
    amount: Decimal
    currency: str
    status: DealStatus
    lead_id: UUID | None
    counterparty_id: UUID | None
    invoice_id: UUID | None
    closed_at: AwareDatetime | None
    created_at: AwareDatetime
    updated_at: AwareDatetime
