"""What a campaign calls with, and what it did so far."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from functions.calls.domain.scripts import CallSettings
from functions.calls.domain.verdict import Wish
from shared.contact.facts import CampaignState
from shared.db.models.calls import CallCampaign, CallScript, CallSession
from shared.db.models.contact import ContactAttempt, ContactStop, OperatorStop
from shared.db.models.marketing import Campaign

MONTH = timedelta(days=30)


def state_of(session: Session, wish: Wish, *, at: datetime) -> CampaignState:
    """What a call is made with; without a campaign, there is neither an approved text nor a number of the company."""
    stops = _stops(session)
    found = session.execute(
        select(Campaign, CallCampaign, CallScript.approved_at)
        .join(CallCampaign, CallCampaign.campaign_id == Campaign.id)
        .outerjoin(
            CallScript,
            and_(CallScript.campaign_id == Campaign.id, CallScript.version == CallCampaign.script_version),
        )
        .where(Campaign.id == wish.campaign_id)
    ).first()
    if found is None:
        return CampaignState(
            active=wish.campaign_id is None, disclosure_approved=False, caller_ids=frozenset(), stops=stops
        )
    campaign, calls, approved_at = found
    settings = CallSettings.model_validate(calls.settings)
    today = at.astimezone(ZoneInfo(settings.time_zone)).date()
    midnight = datetime.combine(today, time(), ZoneInfo(settings.time_zone)).astimezone(UTC)
    abandoned, answered = _answers(session, wish.campaign_id, since=at - MONTH)
    return CampaignState(
        active=campaign.status == "active" and calls.paused_because is None,
        disclosure_approved=approved_at is not None,
        caller_ids=frozenset({settings.caller_id}),
        opt_out_number=settings.toll_free,
        stops=stops,
        daily_cap=settings.daily_cap,
        dialled=_dialled(session, wish, since=midnight),
        day=today,
        zone=settings.time_zone,
        budget=campaign.budget_amount,
        abandoned=abandoned,
        answered=answered,
    )


def _stops(session: Session) -> tuple[str, ...]:
    of_company = select(literal("company")).where(ContactStop.lifted_at.is_(None))
    of_operator = select(literal("operator")).where(OperatorStop.lifted_at.is_(None))
    return tuple(sorted(set(session.scalars(union_all(of_company, of_operator)))))


def _answers(session: Session, campaign_id: UUID | None, *, since: datetime) -> tuple[int, int]:
    def counted(flag: str) -> ColumnElement[int]:
        return func.count().filter(CallSession.details[flag].as_boolean())

    of_campaign = CallSession.campaign_id.is_not_distinct_from(campaign_id)
    query = select(counted("abandoned"), counted("live")).where(of_campaign, CallSession.answered_at >= since)
    abandoned, live = session.execute(query).one()
    return abandoned, live


def _dialled(session: Session, wish: Wish, *, since: datetime) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(ContactAttempt)
            .where(
                ContactAttempt.campaign_id == wish.campaign_id,
                ContactAttempt.at >= since,
                ContactAttempt.call_id.is_distinct_from(wish.call_id),
            )
        )
        or 0
    )
