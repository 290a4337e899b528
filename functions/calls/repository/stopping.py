"""Calls that nobody has answered and that may not go on: a switch was thrown since, or their campaign stopped."""

from collections.abc import Sequence
from typing import Literal, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import Session

from functions.calls.domain.call import Call
from functions.calls.domain.life import UNANSWERED
from shared.db.models.calls import CallSession
from shared.db.models.contact import ContactStop, OperatorStop
from shared.db.models.marketing import Campaign

AT_ONCE = 500


class StopRows:
    """What stops calls.

    Args:
        session: of one company, or over all.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def because(self, call: Call) -> Literal["kill_switch", "campaign_inactive"] | None:
        why = case((_switched_off(), "kill_switch"), (_campaign_stopped(), "campaign_inactive"))
        found = self.session.scalar(select(why).where(CallSession.id == call.id))
        return cast("Literal['kill_switch', 'campaign_inactive'] | None", found)

    def stopped(self) -> Sequence[tuple[UUID, UUID]]:
        """Companies and calls of theirs, the oldest first."""
        unanswered = and_(CallSession.status.in_(UNANSWERED), CallSession.direction == "outbound")
        rows = select(CallSession.company_id, CallSession.id).where(
            CallSession.announced_at.is_(None), unanswered, or_(_switched_off(), _campaign_stopped())
        )
        found = self.session.execute(rows.order_by(CallSession.created_at).limit(AT_ONCE))
        return [(company_id, call_id) for company_id, call_id in found]


def _switched_off() -> ColumnElement[bool]:
    of_company = select(ContactStop.id).where(
        ContactStop.company_id == CallSession.company_id, ContactStop.lifted_at.is_(None)
    )
    return or_(of_company.exists(), select(OperatorStop.id).where(OperatorStop.lifted_at.is_(None)).exists())


def _campaign_stopped() -> ColumnElement[bool]:
    return select(Campaign.id).where(Campaign.id == CallSession.campaign_id, Campaign.status != "active").exists()
