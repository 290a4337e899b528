"""Calls and campaigns of all companies that wait for somebody."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select

from functions.calls.domain.life import ENDINGS
from functions.calls.repository.stopping import StopRows
from shared.db.models.calls import CallCampaign, CallSession, CampaignLead
from shared.db.models.marketing import Campaign
from shared.db.session import Transactions

AT_ONCE = 200
"""Of one round; the next one takes more."""
HEAD_START = timedelta(seconds=20)
"""For the event that has a call dialled at once."""
CLAIM = timedelta(minutes=2)


class WaitingRows:
    """What waits, of all companies.

    Args:
        transactions: over all companies; none is open while somebody is asked.
    """

    def __init__(self, transactions: Transactions) -> None:
        self.transactions = transactions

    def stopped(self) -> Sequence[tuple[UUID, UUID]]:
        with self.transactions() as session:
            return StopRows(session).stopped()

    def undialled(self, at: datetime) -> Sequence[tuple[UUID, UUID]]:
        nobody = or_(CallSession.claimed_at.is_(None), CallSession.claimed_at < at - CLAIM)
        return self._calls(
            CallSession.status == "queued",
            CallSession.call_sid.is_(None),
            CallSession.created_at < at - HEAD_START,
            nobody,
        )

    def unbegun(self, since: datetime) -> Sequence[tuple[UUID, UUID]]:
        return self._calls(
            CallSession.status == "queued", CallSession.call_sid.is_not(None), CallSession.sent_at < since
        )

    def campaigns(self, at: datetime) -> Sequence[tuple[UUID, UUID]]:
        turn = or_(CampaignLead.next_attempt_at.is_(None), CampaignLead.next_attempt_at <= at)
        has_due = select(CampaignLead.id).where(
            CampaignLead.campaign_id == Campaign.id, CampaignLead.status == "waiting", turn
        )
        running = (
            select(Campaign.company_id, Campaign.id)
            .join(CallCampaign, CallCampaign.campaign_id == Campaign.id)
            .where(Campaign.status == "active", has_due.exists())
            .order_by(Campaign.id)
        )
        return self._places(running)

    def unheard(self, *, dialled: datetime, ended: datetime) -> Sequence[tuple[UUID, UUID]]:
        begun = func.coalesce(CallSession.sent_at, CallSession.started_at, CallSession.created_at)
        lost = and_(CallSession.status.not_in(ENDINGS), CallSession.call_sid.is_not(None), begun < dialled)
        wordless = and_(CallSession.status.in_(ENDINGS), CallSession.ended_at < ended)
        return self._calls(or_(lost, wordless))

    def unpriced(self, *, ended: datetime, asked: datetime, since: datetime) -> Sequence[tuple[UUID, UUID]]:
        unknown = select(CallSession.company_id, CallSession.id).where(
            CallSession.price.is_(None),
            CallSession.answered_at.is_not(None),
            CallSession.announced_at.is_not(None),
            CallSession.call_sid.is_not(None),
            CallSession.ended_at.between(since, ended),
            or_(CallSession.price_asked_at.is_(None), CallSession.price_asked_at < asked),
        )
        return self._places(unknown.order_by(CallSession.ended_at))

    def expired(self, at: datetime) -> Sequence[tuple[UUID, UUID]]:
        kept = select(CallSession.company_id, CallSession.id).where(
            CallSession.recording_key.is_not(None), CallSession.recording_until < at
        )
        return self._places(kept.order_by(CallSession.recording_until))

    def worded(self, at: datetime) -> Sequence[tuple[UUID, UUID]]:
        kept = select(CallSession.company_id, CallSession.id).where(
            CallSession.transcript_key.is_not(None), CallSession.words_until < at
        )
        return self._places(kept.order_by(CallSession.words_until))

    def unerased(self) -> Sequence[tuple[UUID, UUID]]:
        kept = select(CallSession.company_id, CallSession.id).where(CallSession.carrier_erasure.is_not(None))
        return self._places(kept.order_by(CallSession.id))

    def _calls(self, *conditions: Any) -> Sequence[tuple[UUID, UUID]]:
        """Calls whose end is not announced."""
        query = select(CallSession.company_id, CallSession.id).where(CallSession.announced_at.is_(None), *conditions)
        return self._places(query.order_by(CallSession.created_at))

    def _places(self, query: Select[UUID, UUID]) -> Sequence[tuple[UUID, UUID]]:
        with self.transactions() as session:
            return [(company_id, found) for company_id, found in session.execute(query.limit(AT_ONCE))]
