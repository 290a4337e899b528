"""The queues of a company's campaigns, from their front."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from functions.calls.domain.life import ENDINGS
from functions.calls.domain.queue import Place
from functions.calls.schemas.line import Due, Load
from shared.db.models.calls import CallSession, CampaignLead
from shared.db.models.crm import Lead


class LineRows:
    """The queues of a company's campaigns."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def load(self, campaign_id: UUID, *, zone: str, at: datetime) -> Load:
        midnight = at.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        counts = select(
            func.count().filter(CallSession.created_at > at - timedelta(minutes=1)),
            func.count().filter(CallSession.created_at >= midnight),
            func.count().filter(CallSession.status.not_in(ENDINGS)),
        ).where(CallSession.campaign_id == campaign_id, CallSession.direction == "outbound")
        last_minute, today, still_open = self.session.execute(counts).one()
        return Load(last_minute=last_minute, today=today, open=still_open)

    def due(self, campaign_id: UUID, *, at: datetime, limit: int) -> Sequence[Due]:
        turn = or_(CampaignLead.next_attempt_at.is_(None), CampaignLead.next_attempt_at <= at)
        rows = self.session.execute(
            select(CampaignLead.id, Lead.id, Lead.phone, CallSession.details["call_back"])
            .join(Lead, Lead.id == CampaignLead.lead_id)
            .outerjoin(CallSession, CallSession.id == CampaignLead.last_call_id)
            .where(CampaignLead.campaign_id == campaign_id, CampaignLead.status == "waiting", turn)
            .order_by(CampaignLead.next_attempt_at.nulls_first(), CampaignLead.id)
            .limit(limit)
            .with_for_update(of=CampaignLead, skip_locked=True)
        )
        return [
            Due(entry_id=entry, lead_id=lead, number=phone or "", asked_at=_asked_at(agreed))
            for entry, lead, phone, agreed in rows
        ]

    def dialling(self, entry_id: UUID, call_id: UUID) -> None:
        begun = {"status": "dialling", "last_call_id": call_id, "code": None, "reasons": []}
        self.session.execute(update(CampaignLead).filter_by(id=entry_id).values(begun))

    def passed_over(
        self, entry_id: UUID, *, place: Place, code: str, reasons: Sequence[Any], next_at: datetime | None
    ) -> None:
        why = {"status": place, "code": code, "reasons": list(reasons), "next_attempt_at": next_at}
        self.session.execute(update(CampaignLead).filter_by(id=entry_id).values(why))


def _asked_at(agreed: dict[str, Any] | None) -> datetime | None:
    """When a call-back was asked for; None for one that is a try of ours."""
    return datetime.fromisoformat(agreed["agreed_at"]) if agreed and agreed["asked"] else None
