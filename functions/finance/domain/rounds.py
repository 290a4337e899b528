"""What scheduled rounds look for: documents that are stuck, and bills that are due."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from functions.finance.domain.arrival import Door
from functions.finance.domain.states import State

MOVING: frozenset[State] = frozenset({"received", "identified", "extracted", "validated", "approved"})
"""States that a document only passes; it stays in one if its execution is lost."""

STUCK_AFTER = timedelta(minutes=30)
TRIES = 5
"""Nothing is tried for ever: after as many announcements a person sees it."""

NOTICE = timedelta(days=3)


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """A document whose execution is lost.

    Attributes:
        announced: how often it was announced.
    """

    company_id: UUID
    invoice_id: UUID
    door: Door
    announced: int


@dataclass(frozen=True, kw_only=True)
class Due:
    """A bill that is due soon, and was not announced as such; `owed` in COP, after withholdings and payments."""

    company_id: UUID
    invoice_id: UUID
    due_on: date
    owed: Decimal
