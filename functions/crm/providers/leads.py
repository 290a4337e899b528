"""Builds the CRM's use cases from the session, the event log and the clock."""

from typing import Annotated

from functions.crm.repository.leads import LeadRows
from functions.crm.service.leads import LeadsService
from functions.crm.service.scoring import ScoringService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.events.log import Announcements


def scoring_service(
    session: TenantSession, events: Announcements, invocation: Invocation, now: Clock
) -> ScoringService:
    """Scores of the invocation's company."""
    return ScoringService(LeadRows(session, invocation.company_id), events, invocation, now)


Scoring = Annotated[ScoringService, Depends(scoring_service)]


def leads_service(session: TenantSession, scoring: Scoring, invocation: Invocation) -> LeadsService:
    """Leads of the invocation's company."""
    return LeadsService(LeadRows(session, invocation.company_id), scoring)


Crm = Annotated[LeadsService, Depends(leads_service)]
