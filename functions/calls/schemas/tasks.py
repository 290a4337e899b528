"""What state machines hand to the tasks of calls, and are handed back when a call has ended."""

import hashlib
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel

from shared.schemas.tasks import TaskRequest


class PlanTask(TaskRequest):
    """Find out whether a lead is to be called."""

    lead_id: UUID


class CallPlan(BaseModel):
    """With which campaign a lead is to be called; whether the law allows it, the gate says when it is dialled.

    Attributes:
        campaign_id: None where there is nothing to be asked: `code` says why.
    """

    campaign_id: UUID | None = None
    code: str | None = None


class DialTask(TaskRequest):
    """Call a lead and wait for the end of the call, with a token of the execution's own."""

    lead_id: UUID
    campaign_id: UUID | None = None
    task_token: str

    @property
    def effect(self) -> str:
        return f":{hashlib.sha256(self.task_token.encode()).hexdigest()[:16]}"


class CallEnd(BaseModel):
    """What became of a call, or why there was none.

    Attributes:
        call_id: None where the gate refused it.
        outcome: of the conversation; `refused` where there was no call.
        code: of the gate, with when the lead may be called: until then it waits in the queue of its campaign.
    """

    call_id: UUID | None
    status: str | None
    outcome: str
    score: int | None = None
    code: str | None = None
    reasons: list[dict[str, Any]] = []
    next_allowed_at: AwareDatetime | None = None
