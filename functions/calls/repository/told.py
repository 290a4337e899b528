"""What the carrier has told of a company's calls."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.calls.domain.call import Call
from shared.core.invocation import new_id
from shared.db.models.calls import CallEvent


class ToldRows:
    """What the carrier has told of a company's calls."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def note(self, call: Call, *, sid: str, status: str, sequence: int, told_at: datetime | None, at: datetime) -> bool:
        row = {
            "id": new_id(),
            "company_id": call.company_id,
            "call_id": call.id,
            "call_sid": sid,
            "status": status,
            "sequence": sequence,
            "became": "applied",
            "told_at": told_at,
            "received_at": at,
        }
        statement = insert(CallEvent).values(row).on_conflict_do_nothing().returning(CallEvent.id)
        return self.session.scalar(statement) is not None

    def became(self, call_id: UUID, *, sid: str, status: str, sequence: int, became: str) -> None:
        which = {"call_id": call_id, "call_sid": sid, "status": status, "sequence": sequence}
        self.session.execute(update(CallEvent).filter_by(**which).values(became=became))
