"""A call as the use cases know it."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from functions.calls.domain.life import Status


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call; what each field means is said where it is kept, in `shared.db.models.calls`."""

    id: UUID
    company_id: UUID
    lead_id: UUID | None
    campaign_id: UUID | None
    call_sid: str | None
    direction: str
    to_number: str | None
    from_number: str | None
    status: Status
    started_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    duration_seconds: int | None
    outcome: str | None
    score: int | None
    transcript_key: str | None
    recording_key: str | None
    correlation_id: str
    requested_by: UUID | None
    purpose: str
    language: str
    script_version: int | None
    provider: str
    decision_id: UUID | None
    must_end_by: datetime | None
    reason: str | None
    claimed_at: datetime | None
    sent_at: datetime | None
    dials: int
    answered_by: str | None
    streamed_at: datetime | None
    stream_sid: str | None
    resumes: int
    next_verb: str | None
    finished_at: datetime | None
    announced_at: datetime | None
    callback_at: datetime | None
    meeting_at: datetime | None
    recording_until: datetime | None
    task_token: str | None
    number_hash: str | None
    forgotten_at: datetime | None
    words_until: datetime | None
    words_removed_at: datetime | None
    carrier_erasure: str | None
    most_seconds: int | None
    minute_rate: Decimal | None
    price: Decimal | None
    cost_currency: str | None
    price_asked_at: datetime | None
    created_at: datetime
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def other_party(self) -> str:
        """The number of the person: who is called, or who calls back; empty once she is forgotten."""
        return (self.to_number if self.direction == "outbound" else self.from_number) or ""

    @property
    def own_number(self) -> str:
        """Our number."""
        return (self.from_number if self.direction == "outbound" else self.to_number) or ""
