"""Builds the use cases about moving leads along."""

from typing import Annotated

from functions.crm.providers.leads import Scoring
from functions.crm.repository.leads import LeadRows
from functions.crm.repository.pipeline import PipelineRows
from functions.crm.service.pipeline import PipelineService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.events.log import Announcements


def pipeline_service(
    session: TenantSession, scoring: Scoring, events: Announcements, invocation: Invocation, now: Clock
) -> PipelineService:
    """The pipeline of the invocation's company."""
    leads = LeadRows(session, invocation.company_id)
    pipeline = PipelineRows(session, invocation.company_id, invocation.causation_id)
    return PipelineService(leads, pipeline, scoring, events, now)


LeadPipeline = Annotated[PipelineService, Depends(pipeline_service)]
