"""Builds the use cases about measures for teams."""

from typing import Annotated

from functions.crm.repository.measures import MeasureRows
from functions.crm.service.measures import MeasuresService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def measures_service(session: TenantSession, invocation: Invocation, now: Clock) -> MeasuresService:
    """The measures of the invocation's company."""
    return MeasuresService(MeasureRows(session, invocation.company_id, invocation.causation_id), now)


TeamMeasures = Annotated[MeasuresService, Depends(measures_service)]
