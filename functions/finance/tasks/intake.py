"""Steps of the invoice flow that read files."""

from functions.finance.providers.batches import BatchStepping
from functions.finance.providers.intake import Reading
from functions.finance.schemas.intake import BatchFileTask, BatchTask, Taken
from functions.finance.schemas.tasks import InvoiceTask, Standing
from shared.core.function import task

READING = 120  # seconds; a reading may take 40, and the first one of a process has to load the readers


@task(memory=1769, timeout=READING, layers=("base", "documents"))
def read_document(request: InvoiceTask, reading: Reading) -> Standing:
    """Read the file of a document, in a process of its own."""
    return reading.read(request.invoice_id)


@task(memory=1769, timeout=READING, layers=("base", "documents"))
def take_batch_file(request: BatchFileTask, steps: BatchStepping) -> Taken:
    """Register and read one file of a batch."""
    return steps.take(request)


@task()
def fail_batch_file(request: BatchFileTask, steps: BatchStepping) -> Taken:
    """Keep that a file of a batch could not be taken."""
    return steps.fail(request)


@task()
def finish_batch(request: BatchTask, steps: BatchStepping) -> None:
    """End a batch whose files were all tried."""
    steps.finish(request.batch_id)
