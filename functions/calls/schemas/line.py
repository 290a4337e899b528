"""The front of a campaign's queue."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Due:
    """A lead whose turn it is.

    Attributes:
        asked_at: when she asked for this call, in the last one; None where she did not.
    """

    entry_id: UUID
    lead_id: UUID
    number: str
    asked_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Load:
    """What a campaign has begun: in the last minute, today, and what is still open."""

    last_minute: int
    today: int
    open: int
