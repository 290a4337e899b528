"""Bringing files in: upload, process, batches."""

from uuid import UUID

from functions.finance.providers.batches import BatchDesk
from functions.finance.providers.uploads import UploadDoor
from functions.finance.schemas.intake import (
    Accepted,
    Batch,
    BatchAccepted,
    BatchDraft,
    ProcessDraft,
    UploadAddress,
    UploadDraft,
)
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, post


@post("/finance/invoices/upload-url", scope=Scope.FINANCE_UPLOAD)
def create_upload_address(draft: UploadDraft, caller: Caller, door: UploadDoor) -> UploadAddress:
    """Get an address to upload one file to; its processing starts when it is there."""
    return door.address(draft, caller)


@post("/finance/invoices/process", scope=Scope.FINANCE_UPLOAD, status=202)
def process_invoice(draft: ProcessDraft, caller: Caller, door: UploadDoor) -> Accepted:
    """Process an uploaded file, once: asking again answers with the same document."""
    return door.process(draft, caller)


@post("/finance/invoices/batch", scope=Scope.FINANCE_UPLOAD, status=202, idempotent=True)
def process_batch(draft: BatchDraft, caller: Caller, desk: BatchDesk) -> BatchAccepted:
    """Process files together, named here or in an uploaded list; each has an outcome of its own."""
    return desk.begin(draft, caller)


@get("/finance/invoices/batches/{batch_id}", scope=Scope.FINANCE_READ)
def get_batch(batch_id: UUID, desk: BatchDesk) -> Batch:
    """A batch with what became of its files."""
    return desk.show(batch_id)


@post("/finance/invoices/batches/{batch_id}/cancel", scope=Scope.FINANCE_UPLOAD, status=200)
def cancel_batch(batch_id: UUID, desk: BatchDesk) -> Batch:
    """Take no more files of a batch; what was taken goes on."""
    return desk.cancel(batch_id)
