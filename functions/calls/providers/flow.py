"""Builds calls that state machines wait for."""

from typing import Annotated

from functions.calls.providers.closing import Tokens
from functions.calls.providers.outbound import Outbound
from functions.calls.repository.register import RegisterRows
from functions.calls.service.flow import FlowService
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.db.transaction import TenantTransaction


def flow_service(
    session: TenantSession, transaction: TenantTransaction, outbound: Outbound, tokens: Tokens, invocation: Invocation
) -> FlowService:
    """Calls of the invocation's company that executions wait for."""
    leads = RegisterRows(session, invocation.company_id)
    return FlowService(leads, outbound, tokens, transaction.after_commit.append)


Flow = Annotated[FlowService, Depends(flow_service)]
