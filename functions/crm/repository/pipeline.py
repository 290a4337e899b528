"""What happens between us and leads, in PostgreSQL: tasks, e-mails, calls."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.crm.domain.calls import REPLIED, TALKED
from functions.crm.domain.pipeline import Activity, Status, Task
from shared.db.models.calls import CallSession
from shared.db.models.crm import FollowUp, Lead
from shared.db.models.email import EmailInteraction


class PipelineRows:
    """The pipeline of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows.
        cause: the event that leads to new rows.
    """

    def __init__(self, session: Session, company_id: UUID | None, cause: UUID | None) -> None:
        self.session = session
        self.company_id = company_id
        self.cause = cause

    def activity(self, lead_id: UUID) -> Activity:
        """Everything so far; machines that open and click do not count."""
        mail, call = EmailInteraction.lead_id == lead_id, CallSession.lead_id == lead_id
        by_person = and_(mail, EmailInteraction.verdict == "human")
        delivered = _any(mail, EmailInteraction.kind == "delivered")
        connected = and_(
            call, CallSession.answered_at.is_not(None), CallSession.outcome.is_distinct_from("wrong_person")
        )
        spoken, wanted = CallSession.outcome.in_(TALKED), CallSession.outcome.in_(REPLIED)
        replied = or_(_any(by_person, EmailInteraction.kind == "reply"), _any(call, wanted))
        clicked = _any(by_person, EmailInteraction.kind == "click")
        row = self.session.execute(
            select(
                or_(delivered, _any(connected)),
                or_(replied, clicked, _any(call, spoken)),
                replied,
                _any(call, CallSession.outcome == "meeting_booked"),
                _any(call, CallSession.outcome == "do_not_call"),
            )
        ).one()
        return Activity(delivered=row[0], engaged=row[1], replied=row[2], booked=row[3], unwanted=row[4])

    def open_task(self, lead_id: UUID, kind: str) -> Task | None:
        waiting = select(FollowUp).filter_by(lead_id=lead_id, kind=kind, done_at=None).order_by(FollowUp.id)
        row = self.session.scalars(waiting.limit(1)).first()
        return Task(row.id, row.kind, row.due_at) if row else None

    def keep_task(self, lead_id: UUID, task: Task, *, reason: str) -> None:
        row = insert(FollowUp).values(
            id=task.id,
            company_id=self.company_id,
            lead_id=lead_id,
            kind=task.kind,
            reason=reason,
            due_at=task.due_at,
            cause_event_id=self.cause,
        )
        self.session.execute(row.on_conflict_do_nothing(index_elements=["id"]))

    def set_status(self, lead_id: UUID, status: Status) -> None:
        self.session.execute(update(Lead).filter_by(id=lead_id).values(status=status))


def _any(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(*conditions)
