"""A document that waits for people, with what they need to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from functions.finance.domain.record import Record


@dataclass(frozen=True)
class Decided:
    """What somebody decided before."""

    decision: str
    user_id: UUID | None
    reason: str | None
    edits: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A document in the queue: its record, what it is known by, and what people decided so far."""

    record: Record
    decisions: tuple[Decided, ...]
    object_key: str
    part: int
    kind: str | None
    direction: str | None
    number: str | None
    issuer_name: str | None
    issuer_tax_id: str | None
    issued_on: date | None
    due_on: date | None
    currency: str | None
    total: Decimal | None
    payable: Decimal | None
    total_cop: Decimal | None
    withheld: Decimal | None
    created_at: datetime

    @property
    def approvals(self) -> int:
        """How many have approved it since it was last edited."""
        since = 0
        for decided in self.decisions:
            since = 0 if decided.decision == "edit" else since + (decided.decision == "approve")
        return since
