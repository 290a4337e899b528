"""What one run of a function knows about itself."""

from dataclasses import dataclass
from uuid import UUID

import uuid6


@dataclass(frozen=True, kw_only=True)
class Invocation:
    """One run of one function, injected wherever a parameter has this type.

    Args:
        function: name of the function, as deployed without the stage: ``crm-create-lead``.
        correlation_id: joins everything that one request or event set off.
        company_id: the tenant; without one, row-level security shows nothing.
        causation_id: the event that caused this run, if an event did.
    """

    function: str
    correlation_id: str
    company_id: UUID | None = None
    causation_id: UUID | None = None


def new_id() -> UUID:
    """A UUIDv7: unique, and sorted by the time it was made."""
    return UUID(int=uuid6.uuid7().int)
