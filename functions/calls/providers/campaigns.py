"""Builds campaigns."""

from typing import Annotated

from functions.calls.repository.campaigns import CampaignRows
from functions.calls.service.campaigns import CampaignService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.events.log import Announcements


def campaign_service(
    session: TenantSession, events: Announcements, invocation: Invocation, now: Clock
) -> CampaignService:
    """The campaigns of the invocation's company."""
    return CampaignService(CampaignRows(session, invocation.company_id), events, now)


CallCampaigns = Annotated[CampaignService, Depends(campaign_service)]
