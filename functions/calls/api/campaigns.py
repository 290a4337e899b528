"""Campaigns of calls."""

from uuid import UUID

from functions.calls.providers.campaigns import CallCampaigns
from functions.calls.schemas.campaigns import (
    CampaignDraft,
    CampaignEdit,
    CampaignReport,
    CampaignView,
    LeadsAdded,
    LeadsDraft,
    QueuedLead,
)
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, patch, post
from shared.schemas.pages import Cursor, Limit, Page


@post("/calls/campaigns", scope=Scope.CALLS_CAMPAIGNS)
def create_call_campaign(draft: CampaignDraft, campaigns: CallCampaigns) -> CampaignView:
    """Set a campaign up; it calls nobody before it is started."""
    return campaigns.create(draft)


@get("/calls/campaigns", scope=Scope.CALLS_READ)
def list_call_campaigns(campaigns: CallCampaigns, limit: Limit = 50, cursor: Cursor = None) -> Page[CampaignView]:
    """The company's campaigns of calls, newest first."""
    return campaigns.newest(limit=limit, cursor=cursor)


@get("/calls/campaigns/{campaign_id}", scope=Scope.CALLS_READ)
def get_call_campaign(campaign_id: UUID, campaigns: CallCampaigns) -> CampaignView:
    """A campaign with how it calls and what it says."""
    return campaigns.view(campaign_id)


@patch("/calls/campaigns/{campaign_id}", scope=Scope.CALLS_CAMPAIGNS)
def edit_call_campaign(campaign_id: UUID, edit: CampaignEdit, campaigns: CallCampaigns) -> CampaignView:
    """Change a campaign; with other words it is paused until somebody starts it with them."""
    return campaigns.edit(campaign_id, edit)


@delete("/calls/campaigns/{campaign_id}", scope=Scope.CALLS_CAMPAIGNS)
def end_call_campaign(campaign_id: UUID, campaigns: CallCampaigns) -> None:
    """End a campaign for good; its calls are kept."""
    campaigns.end(campaign_id)


@post("/calls/campaigns/{campaign_id}/start", scope=Scope.CALLS_CAMPAIGNS, status=200)
def start_call_campaign(campaign_id: UUID, caller: Caller, campaigns: CallCampaigns) -> CampaignView:
    """Start a campaign, or go on with it; who does approves what is said."""
    return campaigns.start(campaign_id, caller)


@post("/calls/campaigns/{campaign_id}/pause", scope=Scope.CALLS_CAMPAIGNS, status=200)
def pause_call_campaign(campaign_id: UUID, campaigns: CallCampaigns) -> CampaignView:
    """Dial nobody more for a campaign, at once; calls that nobody has answered yet are taken back."""
    return campaigns.pause(campaign_id)


@post("/calls/campaigns/{campaign_id}/leads", scope=Scope.CALLS_CAMPAIGNS, status=200)
def add_call_campaign_leads(campaign_id: UUID, draft: LeadsDraft, campaigns: CallCampaigns) -> LeadsAdded:
    """Put leads into the queue of a campaign, each once."""
    return campaigns.add_leads(campaign_id, draft.lead_ids)


@get("/calls/campaigns/{campaign_id}/leads", scope=Scope.CALLS_READ)
def list_call_campaign_leads(
    campaign_id: UUID, campaigns: CallCampaigns, limit: Limit = 50, cursor: Cursor = None
) -> Page[QueuedLead]:
    """Where each lead of a campaign stands, why it was not called, and when it may be."""
    return campaigns.leads(campaign_id, limit=limit, cursor=cursor)


@get("/calls/campaigns/{campaign_id}/report", scope=Scope.CALLS_READ)
def report_call_campaign(campaign_id: UUID, campaigns: CallCampaigns) -> CampaignReport:
    """How a campaign stands."""
    return campaigns.report(campaign_id)
