"""Endpoints of suppliers and customers."""

from uuid import UUID

from functions.finance.providers.settings import Counterparties
from functions.finance.schemas.counterparties import CounterpartyDraft, CounterpartyPatch, CounterpartyView
from shared.auth.scopes import Scope
from shared.core.function import get, patch, post
from shared.schemas.pages import Cursor, Limit, Page
from shared.schemas.text import Label


@get("/finance/counterparties", scope=Scope.FINANCE_READ)
def list_counterparties(
    counterparties: Counterparties, q: Label | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[CounterpartyView]:
    """Suppliers and customers, those met last first; `q` is part of a name or of a tax id."""
    return counterparties.newest(q, limit=limit, cursor=cursor)


@get("/finance/counterparties/{counterparty_id}", scope=Scope.FINANCE_READ)
def get_counterparty(counterparty_id: UUID, counterparties: Counterparties) -> CounterpartyView:
    """A supplier or a customer: its tax profile, and what is chosen for its next document."""
    return counterparties.get(counterparty_id)


@post("/finance/counterparties", scope=Scope.FINANCE_REVIEW, status=200)
def introduce_counterparty(draft: CounterpartyDraft, counterparties: Counterparties) -> CounterpartyView:
    """Say who somebody is before the first document comes; one that is known already is changed."""
    return counterparties.introduce(draft)


@patch("/finance/counterparties/{counterparty_id}", scope=Scope.FINANCE_REVIEW)
def change_counterparty(
    counterparty_id: UUID, change: CounterpartyPatch, counterparties: Counterparties
) -> CounterpartyView:
    """Say who a supplier or a customer is; documents do not change its profile from then on."""
    return counterparties.change(counterparty_id, change)
