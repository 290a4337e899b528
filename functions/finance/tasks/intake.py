"""Steps of the invoice flow that read files."""

from functions.finance.providers.intake import Reading
from functions.finance.schemas.tasks import InvoiceTask, Standing
from shared.core.function import task

READING = 120  # seconds; a reading may take 40, and the first one of a process has to load the readers


@task(memory=1769, timeout=READING, layers=("base", "documents"))
def read_document(request: InvoiceTask, reading: Reading) -> Standing:
    """Read the file of a document, in a process of its own."""
    return reading.read(request.invoice_id)
