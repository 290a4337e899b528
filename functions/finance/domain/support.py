"""Lines of budget to support teams: drafted, and for a person to approve or to decline."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

SupportDecision = Literal["approved", "declined"]
SupportState = Literal["drafted", "approved", "declined", "expired"]


@dataclass(frozen=True)
class Support:
    """How much a company drafts to support a team."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True)
class SupportBudget:
    """A line of budget to support a team.

    Args:
        amount: in `currency`; None where the company has configured none.
        valid_until: when it ends: nothing may be approved or spent by it from then on.
        decision: of a person, if there is one.
    """

    id: UUID
    team_id: UUID
    amount: Decimal | None
    currency: str | None
    valid_until: datetime
    decision: SupportDecision | None
    decision_reason: str | None
    decided_by: UUID | None
    decided_at: datetime | None
    created_at: datetime

    def state(self, at: datetime) -> SupportState:
        """What a person decided; without a decision it is a draft until its end."""
        if self.decision:
            return self.decision
        return "drafted" if at < self.valid_until else "expired"

    def is_in_force(self, at: datetime) -> bool:
        """Whether it is approved, and has not ended."""
        return self.decision == "approved" and at < self.valid_until
