"""Requests and answers of the CRM."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from functions.crm.domain.contact import e164
from functions.crm.domain.pipeline import Status
from functions.crm.domain.scoring import Band
from functions.crm.domain.signals import Strength
from shared.schemas.answers import Upserted
from shared.schemas.email import Email
from shared.schemas.tasks import TaskRequest
from shared.schemas.text import Detail, Label, Name

SignalType = Literal[
    "hr_tech_evaluation",
    "new_leadership",
    "high_intent_content",
    "tech_stack_change",
    "expansion",
    "hiring_downsizing",
    "email_reply",
    "email_click",
    "pricing_visit",
    "meeting_request",
    "call_interest",
    "engagement_high",
]

Phone = Annotated[str, StringConstraints(min_length=8, max_length=16, pattern=r"^\+[1-9][0-9]+$"), AfterValidator(e164)]
Details = Annotated[dict[Label, Detail], Field(max_length=20)]


class Request(BaseModel):
    """A request body: unknown fields are refused, so that a typo is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LeadDraft(Request):
    """A person who may buy, as somebody registers them."""

    contact_name: Name
    email: Email
    company: Name | None = None
    phone: Phone | None = None
    source: Label | None = None


class Reason(BaseModel):
    """One line of a score: the rule, its points, what is left of them, and what shows it."""

    rule: str
    points: int
    decayed_points: float
    evidence: str
    at: datetime | None


class ScoredLead(Upserted):
    """A registered lead with its score; ``created`` is false for an address that the company knew."""

    lead_id: UUID
    score: int
    band: Band
    reasons: list[Reason]


class LeadSummary(BaseModel):
    """A lead in a list."""

    lead_id: UUID
    contact_name: str
    email: str
    company: str | None
    phone: str | None
    source: str | None
    status: Status
    score: int
    band: Band
    created_at: AwareDatetime
    updated_at: AwareDatetime


class TimelineEntry(BaseModel):
    """Something that happened to a lead.

    Attributes:
        type: an event type; ``call.refused`` where the law or a list did not allow a call; or ``task.opened``.
        details: the fields of the event, refusal or task; of a call never a word.
    """

    at: AwareDatetime
    type: str
    details: dict[str, Any]


class LeadDetail(LeadSummary):
    """Everything about a lead: why it scores as it does, and what happened, oldest first."""

    reasons: list[Reason]
    scored_at: AwareDatetime
    timeline: list[TimelineEntry]


class SignalDraft(Request):
    """Intent to buy, as somebody noticed it."""

    lead_id: UUID
    signal_type: SignalType
    strength: Strength
    metadata: Details = {}


class QueueAck(BaseModel):
    """The signal is on its way; ``event_id`` finds it in the timeline.

    Attributes:
        repeated: the lead gave the same signal within 90 days, at least as strongly; nothing new was announced.
    """

    event_id: UUID
    repeated: bool


class LeadTask(TaskRequest):
    """A step of a flow, about one lead."""

    lead_id: UUID


class AskTask(LeadTask):
    """Ask a person to look at a lead whose flow could not go on."""

    flow: Literal["lead", "buyer signal"] = "lead"


class FollowUpTask(LeadTask):
    """Open the task for a person that a band asks for."""

    band: Band


class RefusalNote(LeadTask):
    """A lead was not called: the code of the legal gate, and from when it may be, where only time stands in the way."""

    code: str
    next_allowed_at: AwareDatetime | None = None


class LeadScore(BaseModel):
    """What a flow needs to know of a score."""

    lead_id: UUID
    score: int
    band: Band


class FollowUpOpened(BaseModel):
    """The task that was opened; null where the band asks for none."""

    task_id: UUID | None
    kind: str | None
    due_at: AwareDatetime | None


class LeadStatus(BaseModel):
    """The status that a lead has now."""

    lead_id: UUID
    status: Status
    changed: bool
