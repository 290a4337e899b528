"""Builds the use cases about deals."""

from typing import Annotated

from functions.crm.repository.deals import DealRows
from functions.crm.service.deals import DealsService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def deals_service(session: TenantSession, invocation: Invocation, now: Clock) -> DealsService:
    """The deals of the invocation's company."""
    return DealsService(DealRows(session, invocation.company_id), now)


CompanyDeals = Annotated[DealsService, Depends(deals_service)]
