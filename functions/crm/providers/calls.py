"""Builds the use cases about calls with leads."""

from typing import Annotated

from functions.crm.providers.leads import Scoring
from functions.crm.providers.pipeline import LeadPipeline
from functions.crm.repository.journal import JournalRows
from functions.crm.repository.leads import LeadRows
from functions.crm.service.calls import CallsService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def calls_service(
    session: TenantSession, scoring: Scoring, pipeline: LeadPipeline, invocation: Invocation, now: Clock
) -> CallsService:
    """Calls with the leads of the invocation's company."""
    return CallsService(
        leads=LeadRows(session, invocation.company_id),
        journal=JournalRows(session, invocation.company_id, invocation.causation_id),
        scoring=scoring,
        pipeline=pipeline,
        now=now,
    )


LeadCalls = Annotated[CallsService, Depends(calls_service)]
