"""What happens between us and leads, in PostgreSQL: tasks, e-mails, calls."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from functions.crm.domain.pipeline import Activity, Status
from shared.db.models.calls import CallSession
from shared.db.models.crm import FollowUp, Lead
from shared.db.models.email import EmailInteraction


class PipelineRows:
    """The pipeline of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def activity(self, lead_id: UUID) -> Activity:
        """Everything so far; machines that open and click do not count."""
        mail, call = EmailInteraction.lead_id == lead_id, CallSession.lead_id == lead_id
        by_person = and_(mail, EmailInteraction.verdict == "human")
        delivered = _any(mail, EmailInteraction.kind == "delivered")
        answered = _any(call, CallSession.answered_at.is_not(None))
        replied = _any(by_person, EmailInteraction.kind == "reply")
        clicked = _any(by_person, EmailInteraction.kind == "click")
        row = self.session.execute(select(or_(delivered, answered), or_(replied, clicked, answered), replied)).one()
        return Activity(delivered=row[0], engaged=row[1], replied=row[2])

    def open_follow_up(self, lead_id: UUID, *, kind: str, reason: str, due_at: datetime, cause: UUID) -> UUID:
        row = FollowUp(
            company_id=self.company_id, lead_id=lead_id, kind=kind, reason=reason, due_at=due_at, cause_event_id=cause
        )
        self.session.add(row)
        self.session.flush()
        return row.id

    def set_status(self, lead_id: UUID, status: Status) -> None:
        self.session.execute(update(Lead).filter_by(id=lead_id).values(status=status))


def _any(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(*conditions)
