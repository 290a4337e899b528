"""Steps of the invoice flow at Alegra."""

from functions.finance.providers.alegra import AlegraSync
from functions.finance.schemas.alegra import Synced
from functions.finance.schemas.tasks import InvoiceTask
from shared.core.function import task


@task(repeatable=True, timeout=180)
def sync_invoice(request: InvoiceTask, alegra: AlegraSync) -> Synced:
    """Put a posted document into Alegra, or find it there; it keeps its own record, so it may be repeated."""
    return alegra.sync(request.invoice_id)
