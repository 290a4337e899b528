"""The queues of a company's campaigns."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from functions.calls.domain.call import Call
from functions.calls.domain.queue import after_call
from functions.calls.domain.scripts import CallSettings
from shared.db.models.calls import CallCampaign, CampaignLead


class QueueRows:
    """The queues of a company's campaigns."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def settle(self, call: Call, *, at: datetime, permanent: bool = False) -> None:
        """A lead that was not called by its campaign stands in no queue, and nothing changes."""
        found = self.session.execute(
            select(CampaignLead, CallCampaign.settings)
            .join(CallCampaign, CallCampaign.campaign_id == CampaignLead.campaign_id)
            .where(CampaignLead.campaign_id == call.campaign_id, CampaignLead.lead_id == call.lead_id)
            .with_for_update(of=CampaignLead)
        ).first()
        if found is None:
            return
        row, settings = found
        kept = CallSettings.model_validate(settings)
        zone = call.details.get("time_zone") or kept.time_zone
        standing = after_call(call, attempts=row.attempts, zone=zone, most=kept.attempts, at=at, permanent=permanent)
        row.status = standing.place
        row.next_attempt_at = standing.next_attempt_at
        row.attempts += standing.spent
        row.last_call_id = call.id
        row.outcome = call.outcome
        row.code = call.reason
