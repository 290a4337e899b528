"""Where leads stand in the queues of a company's campaigns, that a flow has called."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.core.invocation import new_id
from shared.db.models.calls import CampaignLead

_ONCE = ["company_id", "campaign_id", "lead_id"]


class PlaceRows:
    """The queues of a company's campaigns.

    Args:
        session: walled to the company.
        company_id: written into new rows.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def call(self, campaign_id: UUID, lead_id: UUID, call_id: UUID) -> None:
        begun = {"status": "dialling", "last_call_id": call_id, "code": None, "reasons": [], "next_attempt_at": None}
        row = insert(CampaignLead).values(self._place(campaign_id, lead_id) | begun)
        self.session.execute(row.on_conflict_do_update(index_elements=_ONCE, set_=begun))

    def wait(
        self, campaign_id: UUID, lead_id: UUID, *, code: str, reasons: Sequence[Any], until: datetime | None
    ) -> None:
        why = {"status": "waiting", "code": code, "reasons": list(reasons), "next_attempt_at": until}
        row = insert(CampaignLead).values(self._place(campaign_id, lead_id) | why)
        idle = CampaignLead.status != "dialling"
        self.session.execute(row.on_conflict_do_update(index_elements=_ONCE, set_=why, where=idle))

    def _place(self, campaign_id: UUID, lead_id: UUID) -> dict[str, Any]:
        return {"id": new_id(), "company_id": self.company_id, "campaign_id": campaign_id, "lead_id": lead_id}
