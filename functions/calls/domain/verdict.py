"""What is asked of the legal gate before a call, and what it answers, as calls know it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A call that somebody wants to make.

    Attributes:
        number: as it was given; the gate says whether it is one.
        caller_id: the number that the person would see.
        purpose: `service` for a call that the person asked for, at `asked_at`; else `marketing`.
        call_id: of the call itself, where it exists: it is not a second one to this number.
    """

    number: str
    caller_id: str | None
    campaign_id: UUID | None
    lead_id: UUID | None
    purpose: str = "marketing"
    asked_at: datetime | None = None
    call_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a call is allowed.

    Attributes:
        decision_id: under which it is stored.
        code: of the first reason; None where it is allowed.
        reasons: all, each with its source.
        retry_at: null unless only time stands in the way.
        must_end_by: end of the lawful window.
        zone: of the person, where it is known.
    """

    decision_id: UUID
    allow: bool
    code: str | None = None
    reasons: tuple[dict[str, Any], ...] = field(default=())
    retry_at: datetime | None = None
    must_end_by: datetime | None = None
    zone: str | None = None
