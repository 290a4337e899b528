"""Builds what takes the carrier's news."""

from typing import Annotated

from functions.calls.providers.closing import Ends
from functions.calls.providers.gate import LegalGate
from functions.calls.repository.calls import CallRows
from functions.calls.repository.told import ToldRows
from functions.calls.service.statuses import Statuses
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.db.session import TenantSession


def statuses(session: TenantSession, closing: Ends, gate: LegalGate, now: Clock) -> Statuses:
    """The statuses of the calls of the invocation's company."""
    return Statuses(CallRows(session), ToldRows(session), closing, gate, now)


News = Annotated[Statuses, Depends(statuses)]
