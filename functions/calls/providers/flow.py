"""Builds what state machines need to have leads called."""

from typing import Annotated

from functions.calls.providers.closing import Tokens
from functions.calls.providers.outbound import Outbound
from functions.calls.repository.places import PlaceRows
from functions.calls.repository.register import RegisterRows
from functions.calls.service.flow import FlowService
from functions.calls.service.planning import PlanService
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.db.transaction import TenantTransaction


def flow_service(
    session: TenantSession, transaction: TenantTransaction, outbound: Outbound, tokens: Tokens, invocation: Invocation
) -> FlowService:
    """Calls of the invocation's company that executions wait for."""
    leads = RegisterRows(session, invocation.company_id)
    places = PlaceRows(session, invocation.company_id)
    return FlowService(leads, outbound, places, tokens, transaction.after_commit.append)


def plan_service(session: TenantSession, invocation: Invocation) -> PlanService:
    """Which leads of the invocation's company are to be called; it needs neither the gate nor a carrier."""
    return PlanService(RegisterRows(session, invocation.company_id))


Flow = Annotated[FlowService, Depends(flow_service)]
Planning = Annotated[PlanService, Depends(plan_service)]
