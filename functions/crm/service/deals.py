"""Use cases about deals: register, change, list, and close by an invoice."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from functions.crm.deal_schemas import DealChange, DealDraft, DealView
from functions.crm.domain.deal import BILLS, Deal, DealStatus, billed
from shared.core.clock import Now
from shared.core.errors import Conflict, Unprocessable
from shared.core.invocation import new_id
from shared.core.log import log
from shared.schemas.events import InvoiceProcessed
from shared.schemas.pages import Page, from_cursor


class Deals(Protocol):
    """The deals of one company."""

    def add(self, deal_id: UUID, **values: Any) -> Deal:
        """A new deal."""

    def get(self, deal_id: UUID) -> Deal:
        """A deal, or `NotFound`."""

    def lock(self, deal_id: UUID) -> Deal:
        """A deal, locked until the transaction ends, or `NotFound`."""

    def newest(self, *, status: str | None, before: UUID | None, limit: int) -> Sequence[Deal]:
        """Deals, newest first."""

    def update(self, deal_id: UUID, **values: Any) -> Deal:
        """Change columns of a deal."""

    def has_lead(self, lead_id: UUID) -> bool:
        """Whether the company has this lead."""

    def has_counterparty(self, counterparty_id: UUID) -> bool:
        """Whether the company has this supplier or customer."""

    def won_of(self, counterparty_id: UUID) -> Sequence[Deal]:
        """The won deals of a customer, the oldest first, locked until the transaction ends."""

    def is_billed(self, invoice_id: UUID) -> bool:
        """Whether some deal was billed with this invoice."""


class DealsService:
    """The deals of one company.

    Args:
        deals: where they are kept.
        now: the clock.
    """

    def __init__(self, deals: Deals, now: Now) -> None:
        self.deals = deals
        self.now = now

    def register(self, draft: DealDraft) -> DealView:
        """Register a deal.

        Raises:
            Unprocessable: the company has no such lead or customer.
        """
        self._check(draft.lead_id, draft.counterparty_id)
        closed_at = None if draft.status == "open" else self.now()
        return _view(self.deals.add(new_id(), **draft.model_dump(), closed_at=closed_at))

    def change(self, deal_id: UUID, change: DealChange) -> DealView:
        """Change a deal.

        Raises:
            NotFound: the company has no such deal.
            Unprocessable: the company has no such lead or customer.
            Conflict: it is invoiced, and stays as it is.
        """
        deal = self.deals.lock(deal_id)
        values = change.model_dump(exclude_none=True)
        if deal.status == "invoiced" and values:
            raise Conflict("The deal is invoiced; what was billed is not changed here.")
        self._check(change.lead_id, change.counterparty_id)
        if change.status and change.status != deal.status:
            values["closed_at"] = None if change.status == "open" else self.now()
        return _view(self.deals.update(deal_id, **values) if values else deal)

    def detail(self, deal_id: UUID) -> DealView:
        """One deal.

        Raises:
            NotFound: the company has no such deal.
        """
        return _view(self.deals.get(deal_id))

    def newest(self, *, status: DealStatus | None, limit: int, cursor: str | None) -> Page[DealView]:
        """The company's deals, newest first; of one status or of all."""
        found = self.deals.newest(status=status, before=from_cursor(cursor), limit=limit + 1)
        return Page[DealView].of([_view(deal) for deal in found], limit=limit, key=lambda item: item.deal_id)

    def close_by(self, invoice: InvoiceProcessed) -> None:
        """Mark the deal that a posted sale bills as invoiced; at most one, and once per invoice."""
        if invoice.direction != "sale" or invoice.kind not in BILLS or invoice.counterparty_id is None:
            return
        won = self.deals.won_of(invoice.counterparty_id)
        if self.deals.is_billed(invoice.invoice_id):
            return
        deal = billed(won, invoice.total)
        if deal is None:
            log().info("invoice bills no deal for certain", invoice_id=str(invoice.invoice_id), won=len(won))
            return
        self.deals.update(deal.id, status="invoiced", invoice_id=invoice.invoice_id, closed_at=self.now())

    def _check(self, lead_id: UUID | None, counterparty_id: UUID | None) -> None:
        unknown = []
        if lead_id and not self.deals.has_lead(lead_id):
            unknown.append("lead_id")
        if counterparty_id and not self.deals.has_counterparty(counterparty_id):
            unknown.append("counterparty_id")
        if unknown:
            errors = [{"field": name, "in": "body", "message": "is not there", "code": "unknown"} for name in unknown]
            raise Unprocessable("The deal refers to something that is not there.", errors=errors)


def _view(deal: Deal) -> DealView:
    shown = {name: value for name, value in vars(deal).items() if name in DealView.model_fields}
    return DealView(deal_id=deal.id, **shown)
