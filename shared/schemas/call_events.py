"""What calls announce. `shared.schemas.events` has all of it."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from shared.schemas.envelope import EventData


class _AboutCall(EventData):
    source: ClassVar[str] = "calls"

    call_id: UUID

    @property
    def subject(self) -> str:
        return f"call:{self.call_id}"


class CallQueued(_AboutCall):
    """Somebody may be called and is to be dialled now."""

    type: ClassVar[str] = "call.queued"

    campaign_id: UUID | None


class CallsStopped(EventData):
    """Nobody more is to be called: by the company at all, or by one campaign of it.

    Attributes:
        campaign_id: None for all calls of the company.
        because: what stopped them.
    """

    type: ClassVar[str] = "calls.stopped"
    source: ClassVar[str] = "calls"

    campaign_id: UUID | None
    because: Literal["kill_switch", "campaign_inactive"]

    @property
    def subject(self) -> str:
        return f"campaign:{self.campaign_id}" if self.campaign_id else "calls"


class CallCompleted(_AboutCall):
    """A call has ended, whatever became of it.

    Attributes:
        status: of the line, as Twilio spells it; a voicemail is `completed`, too.
        outcome: of the conversation.
        score: 0 to 100, or None where no person spoke.
        provider: who carried it: `twilio` or `simulator`.
    """

    type: ClassVar[str] = "call.completed"

    lead_id: UUID | None
    campaign_id: UUID | None
    status: Literal["completed", "busy", "no-answer", "failed", "canceled"]
    outcome: str
    score: int | None
    duration_seconds: int
    provider: str


class CallTranscribed(_AboutCall):
    """What was said in a call is written down, at `GET /calls/status/{call_id}`; the event carries no word of it."""

    type: ClassVar[str] = "call.transcribed"

    lead_id: UUID | None
    language: str
    turns: int


class CallErased(_AboutCall):
    """What was said in a call is removed; the carrier is still to remove what it has of it."""

    type: ClassVar[str] = "call.erased"


class PersonForgotten(EventData):
    """A person wants to be forgotten: who keeps her number with one of these leads removes it."""

    type: ClassVar[str] = "person.forgotten"
    source: ClassVar[str] = "calls"

    lead_ids: tuple[UUID, ...]

    @property
    def subject(self) -> str:
        return "person"


class RegistryStale(EventData):
    """A copy of an exclusion list is too old from `stale_at` on: nobody is called by it until it is taken anew.

    Attributes:
        snapshot_at: when it was taken from its keeper.
    """

    type: ClassVar[str] = "registry.stale"
    source: ClassVar[str] = "calls"

    list_name: str
    snapshot_at: datetime
    stale_at: datetime

    @property
    def subject(self) -> str:
        return f"registry:{self.list_name}"


class CallPolicyDecided(_AboutCall):
    """The conversation took a step: from what was heard, as an intent, to what was done; no word of what was said."""

    type: ClassVar[str] = "call.policy_decided"

    turn: int
    state: str
    next_state: str
    intent: str
    confidence: float
    actions: tuple[str, ...]
    script_version: str
    generator: str = "rules"
