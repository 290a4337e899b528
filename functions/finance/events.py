"""What the finance agent does when something happens."""

from functions.finance.providers.intake import Drops
from shared.core.errors import BadRequest, NotFound
from shared.core.function import on_object, starts
from shared.core.log import log
from shared.schemas.events import InvoiceBatchReceived, InvoiceReceived
from shared.schemas.objects import ObjectCreated

invoice_flow = starts("invoice_flow", on=InvoiceReceived)
invoice_batch_flow = starts("invoice_batch_flow", on=InvoiceBatchReceived)


@on_object("invoices")
def on_file_dropped(dropped: ObjectCreated, drops: Drops) -> None:
    """Somebody put a file into the bucket, with our upload address or without."""
    try:
        drops.take(dropped)
    except (BadRequest, NotFound) as refusal:
        log().warning("an object of nobody's", reason=refusal.type)
