"""What passed between a company and its leads, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.crm.domain.calls import EndedCall
from shared.core.invocation import new_id
from shared.db.models.calls import CallSession, CampaignLead
from shared.db.models.crm import FollowUp, Interaction
from shared.schemas.events import CallCompleted


class JournalRows:
    """The journal of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows.
        cause: the event that leads to new rows.
    """

    def __init__(self, session: Session, company_id: UUID | None, cause: UUID | None) -> None:
        self.session = session
        self.company_id = company_id
        self.cause = cause

    def ended(self, event: CallCompleted, *, at: datetime) -> EndedCall:
        row = self.session.get(CallSession, event.call_id)
        turn = select(CampaignLead.next_attempt_at).filter_by(last_call_id=event.call_id, status="waiting")
        return EndedCall(
            **event.model_dump(include={"call_id", "status", "outcome", "score", "duration_seconds"}),
            ended_at=(row and row.ended_at) or at,
            meeting_at=row.meeting_at if row else None,
            callback_at=row.callback_at if row else None,
            reason=row.reason if row else None,
            next_at=self.session.scalar(turn),
        )

    def add_call(self, lead_id: UUID, call: EndedCall) -> bool:
        kept = {
            "kind": "call",
            "call_id": call.call_id,
            "status": call.status,
            "outcome": call.reason if call.status == "canceled" and call.reason else call.outcome,
            "score": call.score,
            "duration_seconds": call.duration_seconds,
            "next_at": call.next_at,
        }
        once = self._entry(lead_id, kept, call.ended_at).on_conflict_do_nothing(
            index_elements=["company_id", "call_id"]
        )
        return self.session.scalar(once.returning(Interaction.id)) is not None

    def add_refusal(self, lead_id: UUID, code: str, *, next_at: datetime | None, at: datetime) -> None:
        self.session.execute(self._entry(lead_id, {"kind": "call_refused", "outcome": code, "next_at": next_at}, at))

    def drop_tasks(self, lead_id: UUID, kinds: Sequence[str], *, at: datetime) -> None:
        waiting = update(FollowUp).filter_by(lead_id=lead_id, done_at=None).where(FollowUp.kind.in_(kinds))
        self.session.execute(waiting.values(done_at=at))

    def _entry(self, lead_id: UUID, kept: dict[str, Any], at: datetime) -> Any:
        own = {"id": new_id(), "company_id": self.company_id, "lead_id": lead_id, "cause_event_id": self.cause}
        return insert(Interaction).values(own | kept | {"occurred_at": at})
