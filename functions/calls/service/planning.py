"""Whether a lead is to be called by a flow: what is known without asking the gate."""

from typing import Protocol
from uuid import UUID

from functions.calls.schemas.tasks import CallPlan
from shared.core.errors import NotFound

PERSONS_OWN = frozenset({"meeting_booked", "customer", "disqualified"})
"""Statuses of leads that a person of the company looks after: no flow has them called."""


class Prospects(Protocol):
    """The leads and campaigns of one company."""

    def prospect(self, lead_id: UUID) -> tuple[str | None, str]:
        """The number of a lead and its status; or `NotFound`."""

    def running_campaign(self) -> UUID | None:
        """The newest campaign that runs."""


class PlanService:
    """Which leads of one company are to be called.

    Args:
        prospects: its leads and campaigns.
    """

    def __init__(self, prospects: Prospects) -> None:
        self.prospects = prospects

    def plan(self, lead_id: UUID) -> CallPlan:
        """The campaign to call a lead with, or why it is not called."""
        try:
            phone, status = self.prospects.prospect(lead_id)
        except NotFound:
            return CallPlan(code="unknown_lead")
        if status in PERSONS_OWN:
            return CallPlan(code=f"lead_{status}")
        if not phone:
            return CallPlan(code="no_number")
        campaign_id = self.prospects.running_campaign()
        return CallPlan(campaign_id=campaign_id, code=None if campaign_id else "no_campaign")
