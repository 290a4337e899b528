"""Campaigns of calls: set up, started and paused by people, followed by a report."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from pydantic import ValidationError

from functions.calls.domain.conversation.script import chosen
from functions.calls.domain.scripts import ScriptChoice
from functions.calls.schemas.campaigns import (
    CampaignDraft,
    CampaignEdit,
    CampaignReport,
    CampaignView,
    LeadsAdded,
    QueuedLead,
)
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import Conflict, Unprocessable
from shared.core.invocation import new_id
from shared.schemas.envelope import Events
from shared.schemas.events import CallsStopped
from shared.schemas.pages import Page, from_cursor

BY_HAND = "by hand"


class Campaigns(Protocol):
    """The campaigns of one company."""

    def add(self, campaign_id: UUID, draft: CampaignDraft) -> None:
        """Enter a campaign."""

    def add_script(self, campaign_id: UUID, version: int, script: ScriptChoice, *, at: datetime) -> None:
        """Keep a version of what is said."""

    def approve(self, campaign_id: UUID, version: int, *, by: UUID, at: datetime) -> None:
        """Keep who approved a version."""

    def lock(self, campaign_id: UUID) -> CampaignView:
        """A campaign, locked until the transaction ends, or `NotFound`."""

    def change(self, campaign_id: UUID, **columns: Any) -> None:
        """Write columns of a campaign."""

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[CampaignView]:
        """Campaigns, newest first."""

    def add_leads(self, campaign_id: UUID, lead_ids: Sequence[UUID]) -> LeadsAdded:
        """Put leads into the queue, each once."""

    def leads(self, campaign_id: UUID, *, before: UUID | None, limit: int) -> Sequence[QueuedLead]:
        """The queue, newest first."""

    def report(self, campaign: CampaignView, *, at: datetime) -> CampaignReport:
        """How a campaign stands."""


class CampaignService:
    """The campaigns of one company.

    Args:
        campaigns: of the company.
        events: where it is announced that one stopped.
        now: the clock.
    """

    def __init__(self, campaigns: Campaigns, events: Events, now: Now) -> None:
        self.campaigns = campaigns
        self.events = events
        self.now = now

    def create(self, draft: CampaignDraft) -> CampaignView:
        """Set a campaign up.

        Raises:
            Unprocessable: its words break a duty.
        """
        refuse_unspeakable(draft.script)
        campaign_id = new_id()
        self.campaigns.add(campaign_id, draft)
        self.campaigns.add_script(campaign_id, 1, draft.script, at=self.now())
        return self.campaigns.lock(campaign_id)

    def edit(self, campaign_id: UUID, edit: CampaignEdit) -> CampaignView:
        """Change a campaign; with other words it is paused until somebody starts it with them.

        Raises:
            NotFound: there is no such campaign.
            Conflict: it has ended.
            Unprocessable: its words break a duty.
        """
        if edit.script:
            refuse_unspeakable(edit.script)
        campaign = self._open(campaign_id)
        if edit.name or edit.settings:
            settings = edit.settings.model_dump(mode="json") if edit.settings else None
            given = {"name": edit.name, "call_settings": settings}
            self.campaigns.change(campaign_id, **{name: value for name, value in given.items() if value})
        if edit.script and edit.script != campaign.script:
            version = campaign.script_version + 1
            self.campaigns.add_script(campaign_id, version, edit.script, at=self.now())
            self.campaigns.change(campaign_id, script_version=version)
            if campaign.status == "active":
                self._pause(campaign_id, "script changed")
        return self.campaigns.lock(campaign_id)

    def start(self, campaign_id: UUID, by: Caller) -> CampaignView:
        """Start a campaign, or go on with it; who does approves what is said.

        Raises:
            NotFound: there is no such campaign.
            Conflict: it has ended.
        """
        campaign = self._open(campaign_id)
        self.campaigns.approve(campaign_id, campaign.script_version, by=by.id, at=self.now())
        self.campaigns.change(campaign_id, status="active", paused_because=None, paused_at=None)
        return self.campaigns.lock(campaign_id)

    def pause(self, campaign_id: UUID) -> CampaignView:
        """Dial nobody more; who was not reached yet is taken back, and talks that are held end by themselves.

        Raises:
            NotFound: there is no such campaign.
            Conflict: it has ended.
        """
        self._open(campaign_id)
        self._pause(campaign_id, BY_HAND)
        return self.campaigns.lock(campaign_id)

    def end(self, campaign_id: UUID) -> None:
        """End a campaign for good; what was said and done in it is kept.

        Raises:
            NotFound: there is no such campaign.
        """
        self.campaigns.lock(campaign_id)
        self.campaigns.change(campaign_id, status="ended")
        self._announce_stop(campaign_id)

    def view(self, campaign_id: UUID) -> CampaignView:
        """A campaign.

        Raises:
            NotFound: there is no such campaign.
        """
        return self.campaigns.lock(campaign_id)

    def newest(self, *, limit: int, cursor: str | None) -> Page[CampaignView]:
        """A page of campaigns, newest first."""
        rows = self.campaigns.newest(before=from_cursor(cursor), limit=limit + 1)
        return Page[CampaignView].of(rows, limit=limit, key=lambda row: row.campaign_id)

    def add_leads(self, campaign_id: UUID, lead_ids: Sequence[UUID]) -> LeadsAdded:
        """Put leads into the queue of a campaign.

        Raises:
            NotFound: there is no such campaign.
            Conflict: it has ended.
        """
        self._open(campaign_id)
        return self.campaigns.add_leads(campaign_id, lead_ids)

    def leads(self, campaign_id: UUID, *, limit: int, cursor: str | None) -> Page[QueuedLead]:
        """A page of the queue: where each lead stands, why it was not called, and when it may be.

        Raises:
            NotFound: there is no such campaign.
        """
        self.campaigns.lock(campaign_id)
        rows = self.campaigns.leads(campaign_id, before=from_cursor(cursor), limit=limit + 1)
        return Page[QueuedLead].of(rows, limit=limit, key=lambda row: row.entry_id)

    def report(self, campaign_id: UUID) -> CampaignReport:
        """How a campaign stands.

        Raises:
            NotFound: there is no such campaign.
        """
        return self.campaigns.report(self.campaigns.lock(campaign_id), at=self.now())

    def _open(self, campaign_id: UUID) -> CampaignView:
        campaign = self.campaigns.lock(campaign_id)
        if campaign.status == "ended":
            raise Conflict("This campaign has ended.")
        return campaign

    def _pause(self, campaign_id: UUID, why: str) -> None:
        self.campaigns.change(campaign_id, status="paused", paused_because=why, paused_at=self.now())
        self._announce_stop(campaign_id)

    def _announce_stop(self, campaign_id: UUID) -> None:
        self.events.record(CallsStopped(campaign_id=campaign_id, because="campaign_inactive"))


def refuse_unspeakable(choice: ScriptChoice) -> None:
    """Refuse words that may not be spoken, with every reason."""
    try:
        chosen(choice.name, choice.edit)
    except KeyError:
        errors = [_wrong("script.name", "There is no script of this name.", "unknown")]
    except ValidationError as error:
        errors = [
            _wrong(".".join(["script", "edit", *map(str, each["loc"])]), reason, each["type"])
            for each in error.errors(include_url=False, include_context=False, include_input=False)
            for reason in each["msg"].removeprefix("Value error, ").split("; ")
        ]
    else:
        return
    raise Unprocessable("This script may not be spoken.", errors=errors)


def _wrong(field: str, message: str, code: str) -> dict[str, str]:
    return {"field": field, "in": "body", "message": message, "code": code}
