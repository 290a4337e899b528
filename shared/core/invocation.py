"""What one run of a function knows about itself."""

import os
import time
from dataclasses import dataclass
from uuid import UUID


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
    """A UUIDv7: unique, and sorted by the time it was made, to a quarter of a microsecond.

    Source: RFC 9562, sections 5.7 and 6.2 (method 3). Python has it from 3.14 on.
    """
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    fraction = nanoseconds * 4096 // 1_000_000
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | random)
