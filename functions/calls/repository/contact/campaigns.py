"""What a campaign calls with, and what it did so far."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Numeric, and_, case, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from functions.calls.domain.costs import BEGUN_MINUTE, bound, spent
from functions.calls.domain.life import ENDINGS
from functions.calls.domain.scripts import CallSettings
from functions.calls.domain.verdict import Wish
from functions.calls.repository.company import costs_of_company, newest_of_company
from shared.contact.facts import CampaignState
from shared.db.models.calls import CallCampaign, CallScript, CallSession
from shared.db.models.contact import ContactAttempt, ContactStop, OperatorStop
from shared.db.models.marketing import Campaign

MONTH = timedelta(days=30)


def lock_of(session: Session, campaign_id: UUID | None) -> None:
    """Let nobody else of the campaign be called until the transaction ends: its cap and its budget are counted."""
    if campaign_id:
        row = select(CallCampaign.campaign_id).filter_by(campaign_id=campaign_id)
        session.execute(row.with_for_update(key_share=True))
        return
    of_company = func.hashtextextended(func.current_setting("app.company_id", True) + "calls", 0)
    session.execute(select(func.pg_advisory_xact_lock(of_company)))


def state_of(session: Session, wish: Wish, *, at: datetime) -> CampaignState:
    """What a call is made with: its campaign, or what the company says for calls without one."""
    if wish.campaign_id is None:
        return _of_company(session, wish, at=at)
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
        return _nothing(session, active=False)
    campaign, calls, approved_at = found
    settings = CallSettings.model_validate(calls.settings)
    return _state(
        session,
        wish,
        settings,
        at=at,
        active=campaign.status == "active" and calls.paused_because is None,
        disclosure_approved=approved_at is not None,
        **_money(session, wish, settings, budget=campaign.budget_amount, currency=campaign.currency),
    )


def _of_company(session: Session, wish: Wish, *, at: datetime) -> CampaignState:
    row = newest_of_company(session)
    if row is None:
        return _nothing(session, active=True)
    settings = CallSettings.model_validate(row.settings)
    return _state(session, wish, settings, at=at, active=True, disclosure_approved=True)


def _nothing(session: Session, *, active: bool) -> CampaignState:
    """Neither an approved text nor a number of the company."""
    return CampaignState(active=active, disclosure_approved=False, caller_ids=frozenset(), stops=_stops(session))


def _state(session: Session, wish: Wish, settings: CallSettings, *, at: datetime, **facts: Any) -> CampaignState:
    today = at.astimezone(ZoneInfo(settings.time_zone)).date()
    midnight = datetime.combine(today, time(), ZoneInfo(settings.time_zone)).astimezone(UTC)
    abandoned, answered = _answers(session, wish.campaign_id, since=at - MONTH)
    return CampaignState(
        caller_ids=frozenset({settings.caller_id}),
        opt_out_number=settings.toll_free,
        stops=_stops(session),
        daily_cap=settings.daily_cap,
        dialled=_dialled(session, wish, since=midnight),
        day=today,
        zone=settings.time_zone,
        abandoned=abandoned,
        answered=answered,
        **facts,
    )


def _money(
    session: Session, wish: Wish, settings: CallSettings, *, budget: Decimal | None, currency: str | None
) -> dict[str, Decimal | None]:
    """The budget, what was spent of it, and what this call may cost."""
    if budget is None or currency is None:
        return {}
    costs = costs_of_company(session)
    known = spent(costs, calls_of(session, wish.campaign_id, but=wish.call_id), into=currency)
    one = bound(costs.minute_to(wish.number), settings.longest_seconds)
    return {
        "budget": budget,
        "spent": known.amount,
        "call_cost": costs.converted(one, of=costs.currency, into=currency),
    }


def calls_of(
    session: Session, campaign_id: UUID | None, *, but: UUID | None = None
) -> list[tuple[str | None, bool, Decimal, int]]:
    """What a campaign's calls cost: currency, whether the carrier told the price, the amount, and how many calls.

    A call that the carrier was asked for counts with the whole time that it may last, until it is over; one that nobody
    answered costs nothing.
    """
    known = CallSession.price.is_not(None)
    lasts = func.coalesce(CallSession.duration_seconds, CallSession.most_seconds, 0)
    guess = func.coalesce(CallSession.minute_rate, 0) * func.ceil(cast(lasts, Numeric) / BEGUN_MINUTE)
    counts = or_(CallSession.status.not_in(ENDINGS), CallSession.status == "completed", known)
    rows = session.execute(
        select(
            CallSession.cost_currency,
            known,
            func.sum(case((known, CallSession.price), else_=guess)),
            func.count(),
        )
        .where(
            CallSession.campaign_id.is_not_distinct_from(campaign_id),
            CallSession.id.is_distinct_from(but),
            or_(CallSession.sent_at.is_not(None), known),
            counts,
        )
        .group_by(CallSession.cost_currency, known)
    )
    return [(currency, told, amount, many) for currency, told, amount, many in rows]


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
