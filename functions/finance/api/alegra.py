"""HTTP endpoints about Alegra."""

from uuid import UUID

from functions.finance.providers.alegra import AlegraConnections, AlegraSyncNow
from functions.finance.schemas.alegra import ConnectionDraft, ConnectionView, Synced
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, post, put


@put("/finance/alegra/connection", scope=Scope.FINANCE_SETTINGS)
def connect_alegra(draft: ConnectionDraft, caller: Caller, alegra: AlegraConnections) -> ConnectionView:
    """Connect the company's account at Alegra, once Alegra has taken the credentials."""
    return alegra.connect(draft, by=caller)


@get("/finance/alegra/connection", scope=Scope.FINANCE_READ)
def get_alegra_connection(alegra: AlegraConnections) -> ConnectionView:
    """The account that is connected, without its token, and why Alegra takes nothing if so."""
    return alegra.view()


@delete("/finance/alegra/connection", scope=Scope.FINANCE_SETTINGS)
def disconnect_alegra(alegra: AlegraConnections) -> None:
    """Forget the account and its token."""
    alegra.disconnect()


@post("/finance/invoices/{invoice_id}/sync", scope=Scope.FINANCE_APPROVE, status=200)
def sync_invoice_now(invoice_id: UUID, alegra: AlegraSyncNow) -> Synced:
    """Put a posted document into Alegra now, or find it there."""
    return alegra.sync_by_hand(invoice_id)
