"""Calls as people ask for them and see them."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from functions.calls.domain.life import Status
from functions.calls.domain.scripts import Language
from functions.calls.schemas.voice import NextStep, ScorePart, Turn
from shared.schemas.text import Detail

Dialled = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=r"^[+0-9 ().-]+$")]
"""A number as somebody types it; whether it is one, the gate says."""


CarrierErasure = Literal["recordings", "record"]


class OutboundDraft(BaseModel):
    """A call to be made.

    Attributes:
        language: of the conversation; else the campaign's.
        metadata: kept with the call and shown with it; nothing is done with it.
    """

    model_config = ConfigDict(frozen=True)

    to_number: Dialled
    campaign_id: UUID | None = None
    lead_id: UUID | None = None
    language: Language | None = None
    metadata: Annotated[dict[Annotated[str, Field(max_length=64)], Detail], Field(max_length=20)] = {}


class CallAccepted(BaseModel):
    """A call that will be dialled."""

    call_id: UUID
    status: Status
    status_url: str


class CallSummary(BaseModel):
    """A call in a list; `to_number` is null once the person is forgotten, at `forgotten_at`."""

    call_id: UUID
    status: Status
    direction: Literal["outbound", "inbound"]
    to_number: str | None
    lead_id: UUID | None
    campaign_id: UUID | None
    outcome: str | None
    score: int | None
    reason: str | None
    created_at: AwareDatetime
    answered_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    duration_seconds: int | None
    provider: str
    forgotten_at: AwareDatetime | None


class CallDetail(CallSummary):
    """Everything about a call.

    Attributes:
        score_reason: why there is no score.
        score_parts: what the score is the sum of, each with the turns of the transcript that it rests on.
        summary: of what became of it, in its language; without a word of what was said.
        transcript: what was said; None before it is written down, after it was removed at `words_removed_at`, and for
            who may not listen.
        carrier_erasure: what the carrier has still to remove.
        decision_id: of the legal gate, when it was last asked.
        price: in `cost_currency`; null until the carrier tells it; until then it is no more than `cost_at_most`.
        details: engines, timings, and what was sent with the request.
    """

    score_reason: str | None
    score_parts: list[ScorePart]
    summary: str | None
    next_step: NextStep | None
    language: Language
    transcript: list[Turn] | None
    has_transcript: bool
    has_recording: bool
    recording_until: AwareDatetime | None
    words_until: AwareDatetime | None
    words_removed_at: AwareDatetime | None
    carrier_erasure: CarrierErasure | None
    answered_by: str | None
    callback_at: AwareDatetime | None
    meeting_at: AwareDatetime | None
    decision_id: UUID | None
    must_end_by: AwareDatetime | None
    price: Decimal | None
    cost_at_most: Decimal | None
    cost_currency: str | None
    details: dict[str, Any]


class RecordingAddress(BaseModel):
    """Where a recording can be fetched, for some minutes."""

    url: str
    expires_at: AwareDatetime


class Erased(BaseModel):
    """How many versions of recordings and transcripts were removed.

    Attributes:
        carrier_erasure: what the carrier is asked to remove now; null once it has, and where it has nothing.
    """

    call_id: UUID
    versions: int
    carrier_erasure: CarrierErasure | None


class CallFilter(BaseModel):
    """Which calls."""

    status: Status | None = None
    campaign_id: UUID | None = None
    lead_id: UUID | None = None


class AccessEntry(BaseModel):
    """Somebody was shown what was said, or removed it."""

    caller_id: UUID
    what: Literal["transcript", "recording", "erasure"]
    at: AwareDatetime
