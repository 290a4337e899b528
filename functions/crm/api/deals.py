"""Deals over HTTP."""

from uuid import UUID

from functions.crm.deal_schemas import DealChange, DealDraft, DealView
from functions.crm.domain.deal import DealStatus
from functions.crm.providers.deals import CompanyDeals
from shared.auth.scopes import Scope
from shared.core.function import get, patch, post
from shared.schemas.pages import Cursor, Limit, Page


@post("/crm/deals", scope=Scope.CRM_WRITE, status=201)
def create_deal(draft: DealDraft, deals: CompanyDeals) -> DealView:
    """Register a deal."""
    return deals.register(draft)


@get("/crm/deals", scope=Scope.CRM_READ)
def list_deals(
    deals: CompanyDeals, status: DealStatus | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[DealView]:
    """The company's deals, newest first; of one status or of all."""
    return deals.newest(status=status, limit=limit, cursor=cursor)


@get("/crm/deals/{deal_id}", scope=Scope.CRM_READ)
def get_deal(deal_id: UUID, deals: CompanyDeals) -> DealView:
    """A deal, with the invoice that billed it."""
    return deals.detail(deal_id)


@patch("/crm/deals/{deal_id}", scope=Scope.CRM_WRITE)
def change_deal(deal_id: UUID, change: DealChange, deals: CompanyDeals) -> DealView:
    """Change a deal, or say that it is won or lost; only an invoice makes it invoiced."""
    return deals.change(deal_id, change)
