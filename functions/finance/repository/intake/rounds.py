"""The documents of all companies, for scheduled rounds."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ScalarSelect, exists, func, insert, literal, select, update
from sqlalchemy.orm import Session

from functions.finance.domain.arrival import Door
from functions.finance.domain.reasons import Finding
from functions.finance.domain.rounds import MOVING, Due, Stuck
from shared.core.clock import Now
from shared.core.invocation import Invocation
from shared.db.models.events import LoggedEvent
from shared.db.models.finance import DocumentFile, Invoice
from shared.db.models.ledger import Payment
from shared.schemas.envelope import Envelope, EventData
from shared.schemas.events import InvoiceDue, InvoiceReceived

_OWED = ("posted", "synced", "sync_unknown", "sync_failed")
_SUBJECT = func.concat("invoice:", Invoice.id)


class RoundsRows:
    """The documents of all companies.

    Args:
        session: one that sees every company.
        invocation: of the round; events belong to the company of their document.
        now: the clock.
    """

    def __init__(self, session: Session, invocation: Invocation, now: Now) -> None:
        self.session = session
        self.invocation = invocation
        self.now = now

    def stuck(self, before: datetime, *, limit: int) -> Sequence[Stuck]:
        rows = self.session.execute(
            select(Invoice.company_id, Invoice.id, DocumentFile.door, _announced(InvoiceReceived))
            .join(DocumentFile, DocumentFile.id == Invoice.file_id)
            .where(Invoice.status.in_(MOVING), Invoice.updated_at < before)
            .order_by(Invoice.updated_at)
            .limit(limit)
            .with_for_update(of=Invoice, skip_locked=True)
        )
        return [
            Stuck(company_id=company_id, invoice_id=invoice_id, door=cast(Door, door), announced=announced)
            for company_id, invoice_id, door, announced in rows
        ]

    def touch(self, invoice_id: UUID) -> None:
        self._update(invoice_id, updated_at=func.now())

    def set_aside(self, invoice_id: UUID, finding: Finding) -> None:
        self._update(invoice_id, status="needs_review", reasons=[asdict(finding)])

    def due(self, first: date, last: date, *, limit: int) -> Sequence[Due]:
        paid = (
            select(func.coalesce(func.sum(Payment.amount), 0))
            .where(Payment.invoice_id == Invoice.id, Payment.company_id == Invoice.company_id)
            .scalar_subquery()
        )
        owed = Invoice.total_cop - func.coalesce(Invoice.withheld, 0) - paid
        announced = exists().where(
            LoggedEvent.company_id == Invoice.company_id,
            LoggedEvent.subject == _SUBJECT,
            LoggedEvent.type == InvoiceDue.type,
        )
        rows = self.session.execute(
            select(Invoice.company_id, Invoice.id, Invoice.due_on, owed)
            .where(Invoice.direction == "purchase", Invoice.status.in_(_OWED))
            .where(Invoice.due_on.between(first, last), owed > 0, ~announced)
            .order_by(Invoice.due_on, Invoice.id)
            .limit(limit)
        )
        return [
            Due(company_id=company_id, invoice_id=invoice_id, due_on=due_on, owed=amount)
            for company_id, invoice_id, due_on, amount in rows
            if due_on and amount is not None
        ]

    def announce(self, company_id: UUID, event: EventData) -> None:
        during = Invocation(
            function=self.invocation.function,
            correlation_id=self.invocation.correlation_id,
            company_id=company_id,
        )
        envelope = Envelope.of(event, during=during, at=self.now())
        row = {**envelope.model_dump(exclude={"id", "data"}), "event_id": envelope.id, "payload": envelope.data}
        self.session.execute(insert(LoggedEvent), [row])

    def _update(self, invoice_id: UUID, **values: Any) -> None:
        self.session.execute(update(Invoice).filter_by(id=invoice_id).values(**values))


def _announced(event: type[EventData]) -> ScalarSelect[int]:
    return (
        select(func.count(literal(1)))
        .select_from(LoggedEvent)
        .where(LoggedEvent.company_id == Invoice.company_id)
        .where(LoggedEvent.subject == _SUBJECT, LoggedEvent.type == event.type)
        .scalar_subquery()
    )
