"""Builds the use cases about teams and their risks."""

from typing import Annotated

from functions.hr.domain.instruments.catalogue import published
from functions.hr.providers.rooms import PersonalRooms
from functions.hr.repository.assessments import AssessmentRows
from functions.hr.repository.people import AuditRows
from functions.hr.repository.rights import ConsentRows
from functions.hr.repository.risks import ResultRows, WaveRows
from functions.hr.repository.teams import TeamRows
from functions.hr.service.counting import CountingService
from functions.hr.service.overview import OverviewService
from functions.hr.service.risks import RiskService
from functions.hr.service.teams import TeamService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.events.log import Announcements


def team_service(session: TenantSession, invocation: Invocation, now: Clock) -> TeamService:
    """The teams of the invocation's company."""
    company_id = invocation.company_id
    return TeamService(TeamRows(session, company_id), AuditRows(session, company_id), now)


def risk_service(
    session: TenantSession, opened: PersonalRooms, events: Announcements, invocation: Invocation, now: Clock
) -> RiskService:
    """The team results of the invocation's company."""
    company_id = invocation.company_id
    return RiskService(
        teams=TeamRows(session, company_id),
        waves=WaveRows(session, company_id, published()),
        counting=CountingService(AssessmentRows(session, company_id), ConsentRows(session, company_id), opened.safe),
        results=ResultRows(session, company_id),
        audit=AuditRows(session, company_id),
        events=events,
        now=now,
    )


def overview_service(session: TenantSession, invocation: Invocation, now: Clock) -> OverviewService:
    """What was told of the invocation's company."""
    company_id = invocation.company_id
    return OverviewService(
        TeamRows(session, company_id), WaveRows(session, company_id, published()), ResultRows(session, company_id), now
    )


Teams = Annotated[TeamService, Depends(team_service)]
Risks = Annotated[RiskService, Depends(risk_service)]
Told = Annotated[OverviewService, Depends(overview_service)]
