"""The front of a campaign's queue."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Due:
    """A lead whose turn it is."""

    entry_id: UUID
    lead_id: UUID
    number: str


@dataclass(frozen=True, kw_only=True)
class Load:
    """What a campaign has begun: in the last minute, today, and what is still open."""

    last_minute: int
    today: int
    open: int
