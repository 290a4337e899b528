"""Rounds over the documents of all companies."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from functions.finance.domain.calendar import day_in_colombia
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.rounds import NOTICE, STUCK_AFTER, TRIES, Due, Stuck
from functions.finance.schemas.rounds import ReminderReport, SweepReport
from shared.core.clock import Now
from shared.schemas.envelope import EventData
from shared.schemas.events import InvoiceDue, InvoiceNeedsReview, InvoiceReceived

MOST = 500
"""Documents in one round."""


class AllDocuments(Protocol):
    """The documents of all companies."""

    def stuck(self, before: datetime, *, limit: int) -> Sequence[Stuck]:
        """Documents that should have moved on since, locked against other rounds, oldest first."""

    def touch(self, invoice_id: UUID) -> None:
        """Give a document time again."""

    def set_aside(self, invoice_id: UUID, finding: Finding) -> None:
        """Show a document to people."""

    def due(self, first: date, last: date, *, limit: int) -> Sequence[Due]:
        """Unpaid bills that are due in these days and were not announced."""

    def announce(self, company_id: UUID, event: EventData) -> None:
        """Record an event; the relay publishes it."""


class RoundsService:
    """Looks after what nobody asks for.

    Args:
        documents: of all companies.
        now: the clock.
    """

    def __init__(self, documents: AllDocuments, now: Now) -> None:
        self.documents = documents
        self.now = now

    def sweep(self) -> SweepReport:
        """Announce stuck documents again: a new execution goes on where the lost one was."""
        resumed = set_aside = 0
        for stuck in self.documents.stuck(self.now() - STUCK_AFTER, limit=MOST):
            if stuck.announced < TRIES:
                self.documents.touch(stuck.invoice_id)
                event: EventData = InvoiceReceived(invoice_id=stuck.invoice_id, door=stuck.door)
                resumed += 1
            else:
                finding = Finding(ReasonCode.PROCESSING_FAILED, f"no execution finished after {stuck.announced} tries")
                self.documents.set_aside(stuck.invoice_id, finding)
                event = InvoiceNeedsReview(invoice_id=stuck.invoice_id, reasons=(finding.code.value,), approvers=None)
                set_aside += 1
            self.documents.announce(stuck.company_id, event)
        return SweepReport(resumed=resumed, set_aside=set_aside)

    def remind(self) -> ReminderReport:
        """Announce each bill once, some days before it is due."""
        today = day_in_colombia(self.now())
        due = self.documents.due(today, today + NOTICE, limit=MOST)
        for bill in due:
            event = InvoiceDue(invoice_id=bill.invoice_id, due_on=bill.due_on, owed=bill.owed)
            self.documents.announce(bill.company_id, event)
        return ReminderReport(announced=len(due))
