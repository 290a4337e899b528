"""Steps between reading and the books."""

from functions.finance.providers.books import Posting, Validation
from functions.finance.schemas.books import Booked, Judged, PostingTask
from functions.finance.schemas.tasks import InvoiceTask
from shared.core.function import task


@task()
def validate_invoice(request: InvoiceTask, validation: Validation) -> Judged:
    """Judge what was read: checks, copies, withholdings, and who has to approve."""
    return validation.validate(request.invoice_id)


@task()
def post_invoice(request: PostingTask, posting: Posting) -> Booked:
    """Post an approved document, once."""
    return posting.post(request.invoice_id)
