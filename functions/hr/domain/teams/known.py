"""A team as it is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from functions.hr.domain.teams.ledger import SMALLEST_GROUP


@dataclass(frozen=True, kw_only=True)
class KnownTeam:
    """A team as it is kept."""

    id: UUID
    name: str
    members: frozenset[UUID]
    criticality: int
    owner_id: UUID | None
    created_at: datetime

    @property
    def evaluable(self) -> bool:
        """Whether anything could ever be told of it."""
        return len(self.members) >= SMALLEST_GROUP
