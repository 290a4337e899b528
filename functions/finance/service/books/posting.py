"""Use cases: post an approved document once, and void what was posted by an entry that undoes it."""

from uuid import UUID

from functions.finance.domain.calendar import day_in_colombia
from functions.finance.domain.record import Record
from functions.finance.domain.states import moved
from functions.finance.schemas.books import Booked
from functions.finance.service.books.entries import NotReadyError, prepared
from functions.finance.service.books.ports import Companies, Documents, Ledger
from shared.core.clock import Now
from shared.core.errors import Conflict
from shared.schemas.envelope import Events
from shared.schemas.events import InvoiceNeedsReview, InvoiceProcessed


class PostingService:
    """Posts the documents of one company.

    Args:
        documents: what was approved.
        ledger: the books.
        companies: whose chart of accounts it is.
        events: announces what was posted.
        now: the clock.
    """

    def __init__(self, documents: Documents, ledger: Ledger, companies: Companies, events: Events, now: Now) -> None:
        self.documents = documents
        self.ledger = ledger
        self.companies = companies
        self.events = events
        self.now = now

    def post(self, invoice_id: UUID) -> Booked:
        """Post an approved document; one that is posted already answers with its entry.

        What can no longer be posted, because the settings have changed since, waits for a person again.

        Raises:
            NotFound: the company has no such document.
        """
        record = self.documents.lock(invoice_id)
        if record.state != "approved":
            posted = self.ledger.of(invoice_id)
            return Booked(invoice_id=invoice_id, state=record.state, entry_id=posted.id if posted else None)
        try:
            entry = prepared(record.document, record.assessment, self.companies.own())
        except NotReadyError as error:
            return self._send_back(record, error)
        entry_id = self.ledger.post(entry, invoice_id)
        self.documents.mark_posted(invoice_id, at=self.now())
        self._announce(record)
        return Booked(invoice_id=invoice_id, state="posted", entry_id=entry_id)

    def void(self, record: Record) -> UUID:
        """Undo the entry of a locked document, today.

        Raises:
            Conflict: nothing is posted that could be undone.
        """
        posted = self.ledger.of(record.id)
        if posted is None:
            raise Conflict(f"The document is {record.state}: there is no entry to undo.")
        today = day_in_colombia(self.now())
        return self.ledger.reverse(posted, posted.entry.reversed(today, f"void {posted.entry.memo}"))

    def _send_back(self, record: Record, error: NotReadyError) -> Booked:
        moved(record.state, "needs_review")
        self.documents.stop(record.id, error.finding)
        approvers = record.gate.approvers if record.gate else None
        event = InvoiceNeedsReview(invoice_id=record.id, reasons=(error.finding.code.value,), approvers=approvers)
        self.events.record(event)
        return Booked(invoice_id=record.id, state="needs_review", entry_id=None)

    def _announce(self, record: Record) -> None:
        document, assessment = record.document, record.assessment
        if document is None or assessment is None:
            raise AssertionError("posted without document or assessment")
        self.events.record(
            InvoiceProcessed(
                invoice_id=record.id,
                kind=document.kind,
                direction=document.direction,
                counterparty_id=record.counterparty_id,
                issued_on=document.issue_date,
                total=document.in_pesos().total,
                withheld=assessment.withheld(),
                automatic=record.automatic,
            )
        )
