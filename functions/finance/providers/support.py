"""Builds the use cases about lines of budget to support teams."""

from typing import Annotated

from functions.finance.repository.support import SupportRows
from functions.finance.service.support import SupportService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def support_service(session: TenantSession, invocation: Invocation, now: Clock) -> SupportService:
    """The lines of the invocation's company."""
    return SupportService(SupportRows(session, invocation.company_id, invocation.causation_id), now)


SupportBudgets = Annotated[SupportService, Depends(support_service)]
