"""Builds how a company calls without a campaign."""

from typing import Annotated

from functions.calls.repository.company import CompanyRows
from functions.calls.service.company import CompanyService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def company_service(session: TenantSession, invocation: Invocation, now: Clock) -> CompanyService:
    """Of the invocation's company."""
    return CompanyService(CompanyRows(session, invocation.company_id), now)


OwnCalls = Annotated[CompanyService, Depends(company_service)]
