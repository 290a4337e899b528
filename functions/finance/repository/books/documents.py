"""Documents on their way into the books, in PostgreSQL."""

from datetime import datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from functions.finance.domain.document import Document
from functions.finance.domain.gates import Gate
from functions.finance.domain.reasons import Finding
from functions.finance.domain.record import Judgement, Record, assessment_in, document_in, findings_in, to_json
from functions.finance.domain.states import State
from functions.finance.domain.taxes.assessment import Assessment
from shared.core.errors import NotFound
from shared.db.models.alegra import AlegraDocument
from shared.db.models.finance import Invoice


class DocumentRows:
    """The documents of one company.

    Args:
        session: walled to the company.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def lock(self, invoice_id: UUID) -> Record:
        row = self.session.scalar(select(Invoice).filter_by(id=invoice_id).with_for_update())
        if row is None:
            raise NotFound("There is no such invoice.")
        return record_of(row)

    def judge(self, invoice_id: UUID, judgement: Judgement) -> None:
        self._set(
            invoice_id,
            status=judgement.state,
            accepted=_json(judgement.document),
            assessment=_json(judgement.assessment),
            reasons=to_json(judgement.reasons),
            remarks=to_json(judgement.remarks),
            approvers=judgement.gate.approvers if judgement.gate else None,
            needs_admin=judgement.gate.needs_admin if judgement.gate else False,
            automatic=judgement.automatic,
            total_cop=judgement.total_cop,
            withheld=_withheld(judgement.assessment),
            counterparty_id=judgement.counterparty_id,
            duplicate_of=judgement.duplicate_of,
        )

    def move(self, invoice_id: UUID, state: State) -> None:
        self._set(invoice_id, status=state)

    def stop(self, invoice_id: UUID, finding: Finding) -> None:
        row = self.session.get_one(Invoice, invoice_id)
        approvers = max(row.approvers or 0, 1)
        reasons = [*row.reasons, to_json(finding)]
        self._set(invoice_id, status="needs_review", reasons=reasons, approvers=approvers, automatic=False)

    def mark_posted(self, invoice_id: UUID, *, at: datetime) -> None:
        self._set(invoice_id, status="posted", posted_at=at)

    def in_alegra(self, invoice_id: UUID) -> str | None:
        return self.session.scalar(select(AlegraDocument.alegra_id).filter_by(invoice_id=invoice_id))

    def _set(self, invoice_id: UUID, **values: Any) -> None:
        self.session.execute(update(Invoice).filter_by(id=invoice_id).values(**values))


def record_of(row: Invoice) -> Record:
    """A row as the use cases see it."""
    return Record(
        id=row.id,
        state=cast("State", row.status),
        uploader=row.user_id,
        extracted=row.extracted,
        document=document_in(row.accepted),
        assessment=assessment_in(row.assessment),
        reasons=findings_in(row.reasons),
        remarks=findings_in(row.remarks),
        gate=None if row.approvers is None else Gate(row.approvers, needs_admin=row.needs_admin),
        automatic=row.automatic,
        counterparty_id=row.counterparty_id,
        duplicate_of=row.duplicate_of,
    )


def _json(value: Document | Assessment | None) -> Any:
    return None if value is None else to_json(value)


def _withheld(assessment: Assessment | None) -> Decimal | None:
    return assessment.withheld() if assessment and assessment.is_decided else None
