"""What the finance agent does when something happens."""

from functions.finance.domain.arrival import Arrival
from functions.finance.providers.intake import Registration
from shared.core.errors import BadRequest, NotFound
from shared.core.function import on_object, starts
from shared.core.log import log
from shared.schemas.events import InvoiceBatchReceived, InvoiceReceived
from shared.schemas.objects import ObjectCreated
from shared.storage.keys import owned

invoice_flow = starts("invoice_flow", on=InvoiceReceived)
invoice_batch_flow = starts("invoice_batch_flow", on=InvoiceBatchReceived)


@on_object("invoices")
def on_file_dropped(dropped: ObjectCreated, registration: Registration) -> None:
    """Somebody put a file into the bucket, with our upload address or without."""
    arrival = Arrival(bucket=dropped.bucket, key=dropped.key, version=dropped.version, size=dropped.size, door="bucket")
    try:
        owned(dropped.key, dropped.company_id)
        registration.register(arrival)
    except (BadRequest, NotFound) as refusal:
        log().warning("an object of nobody's", reason=refusal.type)
