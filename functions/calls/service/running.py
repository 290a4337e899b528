"""Campaigns at work: who is called next, as fast as the campaign allows and the gate permits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from functions.calls.domain.queue import WHOLE_CAMPAIGN, Place
from functions.calls.domain.windows import is_open
from functions.calls.schemas.calls import OutboundDraft
from functions.calls.schemas.campaigns import CampaignView
from functions.calls.schemas.line import Due, Load
from functions.calls.service.outbound import CallRefused, OutboundService
from shared.core.clock import Now
from shared.schemas.envelope import Events
from shared.schemas.events import CallsStopped

PAUSING = {"abandonment": "abandonment", "budget": "budget"}
"""Refusals that pause the campaign until somebody starts it again."""


class Line(Protocol):
    """The queue of a company's campaigns, from its front."""

    def load(self, campaign_id: UUID, *, zone: str, at: datetime) -> Load:
        """What the campaign has begun."""

    def due(self, campaign_id: UUID, *, at: datetime, limit: int) -> Sequence[Due]:
        """Leads whose turn it is, locked, the longest waiting first."""

    def dialling(self, entry_id: UUID, call_id: UUID) -> None:
        """A call to a lead has begun."""

    def passed_over(
        self, entry_id: UUID, *, place: Place, code: str, reasons: Sequence[object], next_at: datetime | None
    ) -> None:
        """A lead was not called, and why."""


class Campaigns(Protocol):
    """See `functions.calls.service.campaigns`."""

    def lock(self, campaign_id: UUID) -> CampaignView:
        """A campaign, locked until the transaction ends, or `NotFound`."""

    def change(self, campaign_id: UUID, **columns: object) -> None:
        """Write columns of a campaign."""


class RunService:
    """The campaigns of one company, at work.

    Args:
        campaigns: of the company.
        line: their queues.
        outbound: asks for calls.
        events: where it is announced that a campaign stopped.
        now: the clock.
    """

    def __init__(self, campaigns: Campaigns, line: Line, outbound: OutboundService, events: Events, now: Now) -> None:
        self.campaigns = campaigns
        self.line = line
        self.outbound = outbound
        self.events = events
        self.now = now

    def run(self, campaign_id: UUID) -> int:
        """Ask for the calls whose turn it is; how many were asked for."""
        campaign = self.campaigns.lock(campaign_id)
        now, settings = self.now(), campaign.settings
        if campaign.status != "active" or not is_open(settings.windows, now, settings.time_zone):
            return 0
        room = self._room(campaign, now)
        asked = 0
        for due in self.line.due(campaign_id, at=now, limit=room) if room else ():
            refusal = self._ask(campaign, due)
            if refusal is None:
                asked += 1
            elif refusal in WHOLE_CAMPAIGN:
                self._stop(campaign_id, refusal, now)
                break
        return asked

    def _room(self, campaign: CampaignView, now: datetime) -> int:
        settings = campaign.settings
        load = self.line.load(campaign.campaign_id, zone=settings.time_zone, at=now)
        left = (
            settings.pace_per_minute - load.last_minute,
            settings.at_once - load.open,
            settings.daily_cap - load.today,
        )
        return max(0, min(left))

    def _ask(self, campaign: CampaignView, due: Due) -> str | None:
        """Ask for a call; the code of the gate where it refuses."""
        draft = OutboundDraft.model_construct(
            to_number=due.number, campaign_id=campaign.campaign_id, lead_id=due.lead_id, language=None, metadata={}
        )
        try:
            call = self.outbound.enter(draft, {}, asked_at=due.asked_at)
        except CallRefused as refused:
            return self._pass_over(due, refused)
        self.line.dialling(due.entry_id, call.id)
        return None

    def _pass_over(self, due: Due, refused: CallRefused) -> str:
        said = refused.members
        code, next_at = str(said["code"]), said["next_allowed_at"]
        for_good = next_at is None and code not in WHOLE_CAMPAIGN
        self.line.passed_over(
            due.entry_id,
            place="given_up" if for_good else "waiting",
            code=code,
            reasons=said["reasons"],
            next_at=datetime.fromisoformat(next_at) if next_at else None,
        )
        return code

    def _stop(self, campaign_id: UUID, code: str, now: datetime) -> None:
        if code in PAUSING:
            self.campaigns.change(campaign_id, status="paused", paused_because=PAUSING[code], paused_at=now)
            self.events.record(CallsStopped(campaign_id=campaign_id, because="campaign_inactive"))
