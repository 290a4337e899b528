"""Deals, and which of them an invoice bills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

DealStatus = Literal["open", "won", "invoiced", "lost"]
ChosenStatus = Literal["open", "won", "lost"]
"""What people set; a deal is invoiced by an invoice and by nothing else."""

BILLS = frozenset({"invoice", "export_invoice", "contingency_invoice", "pos_ticket", "equivalent_document"})
"""Kinds of documents that bill a sale; notes correct one."""


@dataclass(frozen=True, kw_only=True)
class Deal:
    """Something that the company expects to sell, for `amount` in `currency`."""

    id: UUID
    name: str
    amount: Decimal
    currency: str
    status: DealStatus
    lead_id: UUID | None
    counterparty_id: UUID | None
    invoice_id: UUID | None
    closed_at: datetime | None
    created_at: datetime
    updated_at: datetime


def billed(won: Sequence[Deal], total: Decimal) -> Deal | None:
    """Which of a customer's won deals an invoice bills.

    The oldest whose amount is the invoice's total in pesos; else the only one there is. Of several, none of which has
    the amount, none: a person has to say.
    """
    exact = [deal for deal in won if deal.currency == "COP" and deal.amount == total]
    if exact:
        return min(exact, key=lambda deal: deal.id)
    return won[0] if len(won) == 1 else None
