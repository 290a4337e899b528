"""Documents: list, look, fetch, remove, process again."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from functions.finance.domain.document import Direction
from functions.finance.domain.states import State
from functions.finance.providers.archive import Archive
from functions.finance.schemas.intake import Forgotten, Kept
from functions.finance.schemas.invoices import Day, FileAddress, Filter, InvoiceDetail, InvoiceSummary
from functions.finance.schemas.tasks import Standing
from shared.auth.scopes import Scope
from shared.core.function import delete, get, post
from shared.schemas.pages import Cursor, Limit, Page
from shared.schemas.text import Label


@get("/finance/invoices", scope=Scope.FINANCE_READ)
def list_invoices(
    *,
    archive: Archive,
    status: State | None = None,
    direction: Direction | None = None,
    due_from: Day | None = None,
    due_to: Day | None = None,
    q: Label | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[InvoiceSummary]:
    """The company's documents, newest first; `q` is part of a number, or of the issuer's name or tax id."""
    which = Filter(status=status, direction=direction, due_from=due_from, due_to=due_to, q=q)
    return archive.newest(which, limit=limit, cursor=cursor)


@get("/finance/processed/recent", scope=Scope.FINANCE_READ)
def list_recently_processed(archive: Archive, limit: Annotated[int, Field(ge=1, le=100)] = 50) -> Page[InvoiceSummary]:
    """What was posted to the books last."""
    return archive.recently_posted(limit)


@get("/finance/invoices/{invoice_id}", scope=Scope.FINANCE_READ)
def get_invoice(invoice_id: UUID, archive: Archive) -> InvoiceDetail:
    """A document with its values and where they stand, its reasons, taxes, entry and history."""
    return archive.detail(invoice_id)


@get("/finance/invoices/{invoice_id}/file", scope=Scope.FINANCE_READ)
def get_invoice_file(invoice_id: UUID, archive: Archive) -> FileAddress:
    """An address that gives its file as an attachment, for some minutes."""
    return archive.file(invoice_id)


@delete("/finance/invoices/{invoice_id}", scope=Scope.FINANCE_REVIEW)
def delete_invoice(invoice_id: UUID, archive: Archive) -> None:
    """Remove a document that is not in the books, with every version of its file."""
    archive.remove(invoice_id)


@post("/finance/invoices/{invoice_id}/retry", scope=Scope.FINANCE_REVIEW, status=202)
def retry_invoice(invoice_id: UUID, archive: Archive) -> Standing:
    """Read a document that is stuck or was refused once more; one in the books goes on where it stopped."""
    return archive.retry(invoice_id)


@get("/finance/cache", scope=Scope.FINANCE_READ)
def get_cache(archive: Archive) -> Kept:
    """What is remembered of files that were refused, so that equal ones are refused unread."""
    return archive.refused()


@delete("/finance/cache", scope=Scope.FINANCE_REVIEW, status=200)
def clear_cache(archive: Archive) -> Forgotten:
    """Forget the refused files: an equal one is read again when it comes."""
    return archive.forget_refused()
