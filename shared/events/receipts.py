"""Receipts: a consumer handles an event at most once, however often it is delivered."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.core.invocation import Invocation
from shared.db.models.events import EventReceipt
from shared.db.session import TenantSession


class Receipt:
    """One consumer's claim on one event.

    Attributes:
        settled: whether the event was handled before.
        outcome: what handling it returned then, as JSON.
    """

    def __init__(self, session: Session, key: dict[str, Any], *, settled: bool, outcome: Any = None) -> None:
        self.session = session
        self.key = key
        self.settled = settled
        self.outcome = outcome

    def settle(self, outcome: Any) -> None:
        """Keep the outcome for a second delivery; the claim itself commits with the effects."""
        if outcome is None:
            return
        kept = outcome.model_dump(mode="json") if isinstance(outcome, BaseModel) else outcome
        self.session.execute(update(EventReceipt).filter_by(**self.key).values(outcome=kept))


class Receipts:
    """The receipts of one company."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def claim(self, event_id: UUID, *, consumer: str) -> Receipt:
        """Claim an event in this transaction; a concurrent delivery waits here until this one commits."""
        key = {"event_id": event_id, "consumer": consumer}
        row = insert(EventReceipt).values(company_id=self.company_id, **key).on_conflict_do_nothing()
        if self.session.execute(row.returning(EventReceipt.event_id)).first():
            return Receipt(self.session, key, settled=False)
        outcome = self.session.scalar(select(EventReceipt.outcome).filter_by(**key))
        return Receipt(self.session, key, settled=True, outcome=outcome)


def receipts(session: TenantSession, invocation: Invocation) -> Receipts:
    """The receipts of this invocation's company."""
    return Receipts(session, invocation.company_id)
