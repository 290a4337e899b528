"""Documents as people look at them, fetch them and remove them."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import PurePath
from typing import Protocol
from uuid import UUID

from functions.finance.domain.states import RESTARTABLE
from functions.finance.schemas.intake import Forgotten, Kept
from functions.finance.schemas.invoices import FileAddress, Filter, InvoiceDetail, InvoiceSummary
from functions.finance.schemas.tasks import Standing
from functions.finance.service.intake.flow import FlowService
from functions.finance.service.intake.ports import Files
from shared.core.clock import Now
from shared.core.errors import Conflict
from shared.schemas.pages import Page, from_cursor
from shared.storage.objects import DOWNLOAD_SECONDS, ObjectStore

MEANING = {
    "es": "Contenidos ya rechazados: un archivo igual se rechaza sin leerlo. Olvidarlos hace que se lean de nuevo.",
    "en": "Contents that were refused: an equal file is refused unread. Forgetting them has them read again.",
}


class Shelf(Protocol):
    """The documents of one company, as they are shown."""

    def newest(self, which: Filter, *, before: UUID | None, limit: int) -> Sequence[InvoiceSummary]:
        """Documents, newest first."""

    def recently_posted(self, limit: int) -> Sequence[InvoiceSummary]:
        """Documents in the order in which they were posted, last first."""

    def detail(self, invoice_id: UUID) -> InvoiceDetail:
        """Everything about a document, or `NotFound`."""

    def is_booked(self, invoice_id: UUID) -> bool:
        """Whether an entry of the books is about it."""

    def remove(self, invoice_id: UUID) -> bool:
        """Remove a document; whether its file has no other and was removed too."""

    def refused_contents(self) -> tuple[int, int]:
        """How many contents are known to be refused, and of how many files."""

    def forget_refused(self) -> int:
        """Forget them; of how many files."""


class ArchiveService:
    """The documents of one company.

    Args:
        shelf: as they are shown.
        files: as the flow knows them.
        objects: their files.
        flow: their executions.
        now: the clock.
    """

    def __init__(self, shelf: Shelf, files: Files, objects: ObjectStore, flow: FlowService, now: Now) -> None:
        self.shelf = shelf
        self.files = files
        self.objects = objects
        self.flow = flow
        self.now = now

    def newest(self, which: Filter, *, limit: int, cursor: str | None) -> Page[InvoiceSummary]:
        """A page of documents, newest first."""
        rows = self.shelf.newest(which, before=from_cursor(cursor), limit=limit + 1)
        return Page[InvoiceSummary].of(rows, limit=limit, key=lambda row: row.invoice_id)

    def recently_posted(self, limit: int) -> Page[InvoiceSummary]:
        """What was posted last."""
        return Page[InvoiceSummary](items=list(self.shelf.recently_posted(limit)))

    def detail(self, invoice_id: UUID) -> InvoiceDetail:
        """Everything about a document.

        Raises:
            NotFound: the company has no such document.
        """
        return self.shelf.detail(invoice_id)

    def file(self, invoice_id: UUID) -> FileAddress:
        """Where to fetch its file, for some minutes.

        Raises:
            NotFound: the company has no such document.
        """
        received = self.files.lock(invoice_id)
        name = f"{received.id}{PurePath(received.key).suffix}"
        url = self.objects.download(received.key, file_name=name, version=received.version)
        return FileAddress(url=url, expires_at=self.now() + timedelta(seconds=DOWNLOAD_SECONDS))

    def remove(self, invoice_id: UUID) -> None:
        """Remove a document and, with its last document, every version of its file.

        The objects go first: if that fails nothing has changed, and nothing is left of what was said to be removed.

        Raises:
            NotFound: the company has no such document.
            Conflict: the books refer to it, and have to be kept.
        """
        received = self.files.lock(invoice_id)
        if received.state not in RESTARTABLE or self.shelf.is_booked(invoice_id):
            raise Conflict(f"A document that is {received.state} belongs to the books and has to be kept.")
        self.flow.release(received)
        if self.shelf.remove(invoice_id):
            self.objects.delete(received.key)

    def retry(self, invoice_id: UUID) -> Standing:
        """As `FlowService.restart`."""
        return self.flow.restart(invoice_id)

    def refused(self) -> Kept:
        """What is remembered of files that were refused."""
        contents, files = self.shelf.refused_contents()
        return Kept(contents=contents, files=files, meaning=MEANING)

    def forget_refused(self) -> Forgotten:
        """Have files that are equal to refused ones read again when they come."""
        return Forgotten(files=self.shelf.forget_refused())
