"""What people decided about documents, in PostgreSQL."""

from collections.abc import Sequence
from itertools import takewhile
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from functions.finance.domain.gates import Approver
from functions.finance.schemas.edits import Decision, Edits
from shared.core.errors import Forbidden
from shared.db.models.finance import InvoiceDecision
from shared.db.models.identity import User


class DecisionRows:
    """The decisions of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def edits(self, invoice_id: UUID) -> Sequence[Edits]:
        return [Edits.model_validate(row.edits) for row in self._newest(invoice_id)[::-1] if row.decision == "edit"]

    def approvals(self, invoice_id: UUID) -> Sequence[Approver]:
        since = takewhile(lambda row: row.decision != "edit", self._newest(invoice_id))
        given = [Approver(str(row.user_id), row.is_admin) for row in since if row.decision == "approve"]
        return given[::-1]

    def add(
        self, invoice_id: UUID, decision: Decision, *, by: Approver, reason: str | None, edits: Edits | None = None
    ) -> None:
        user_id = UUID(by.user_id)
        if not self.session.scalar(select(exists().where(User.id == user_id))):
            raise Forbidden("Only a person who is signed in decides about a document; an API key does not.")
        row = InvoiceDecision(
            company_id=self.company_id,
            invoice_id=invoice_id,
            user_id=user_id,
            decision=decision,
            is_admin=by.is_admin,
            reason=reason,
            edits=edits.model_dump(mode="json", exclude_unset=True) if edits else {},
        )
        self.session.add(row)
        self.session.flush()

    def _newest(self, invoice_id: UUID) -> Sequence[InvoiceDecision]:
        query = select(InvoiceDecision).filter_by(invoice_id=invoice_id).order_by(InvoiceDecision.id.desc())
        return self.session.scalars(query).all()
