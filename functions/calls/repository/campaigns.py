"""The campaigns of one company."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.calls.domain.costs import spent
from functions.calls.domain.scripts import CallSettings, Language, ScriptChoice
from functions.calls.repository.company import costs_of_company
from functions.calls.repository.contact.campaigns import calls_of
from functions.calls.schemas.campaigns import (
    CampaignDraft,
    CampaignReport,
    CampaignStatus,
    CampaignView,
    LeadsAdded,
    QueuedLead,
)
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from shared.db.models.calls import CallCampaign, CallScript, CallSession, CampaignLead
from shared.db.models.crm import Lead
from shared.db.models.marketing import Campaign

PLATFORM = "calls"
ABANDONMENT_DAYS = 30

_OWN = {"status": "status", "name": "name"}


class CampaignRows:
    """The campaigns of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def add(self, campaign_id: UUID, draft: CampaignDraft) -> None:
        own = draft.model_dump(include={"name", "budget_amount", "currency"})
        row = {"id": campaign_id, "company_id": self.company_id, "platform": PLATFORM}
        self.session.execute(insert(Campaign).values(row | own))
        calls = {
            "campaign_id": campaign_id,
            "company_id": self.company_id,
            "language": draft.language,
            "settings": draft.settings.model_dump(mode="json"),
        }
        self.session.execute(insert(CallCampaign).values(calls))

    def add_script(self, campaign_id: UUID, version: int, script: ScriptChoice, *, at: datetime) -> None:
        row = {
            "id": new_id(),
            "company_id": self.company_id,
            "campaign_id": campaign_id,
            "version": version,
            "content": script.model_dump(mode="json"),
            "made_at": at,
        }
        self.session.execute(insert(CallScript).values(row))

    def approve(self, campaign_id: UUID, version: int, *, by: UUID, at: datetime) -> None:
        unapproved = update(CallScript).filter_by(campaign_id=campaign_id, version=version, approved_at=None)
        self.session.execute(unapproved.values(approved_by=by, approved_at=at))

    def lock(self, campaign_id: UUID) -> CampaignView:
        found = self.session.execute(
            _views().where(Campaign.id == campaign_id).with_for_update(of=CallCampaign)
        ).first()
        if found is None:
            raise NotFound("There is no such campaign of calls.")
        return _view(found)

    def change(self, campaign_id: UUID, **columns: Any) -> None:
        if "call_settings" in columns:
            columns["settings"] = columns.pop("call_settings")
        own = {name: columns.pop(name) for name in _OWN if name in columns}
        if own:
            self.session.execute(update(Campaign).filter_by(id=campaign_id).values(own))
        if columns:
            self.session.execute(update(CallCampaign).filter_by(campaign_id=campaign_id).values(columns))

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[CampaignView]:
        query = _views().order_by(Campaign.id.desc()).limit(limit)
        rows = self.session.execute(query.where(Campaign.id < before) if before else query)
        return [_view(row) for row in rows]

    def add_leads(self, campaign_id: UUID, lead_ids: Sequence[UUID]) -> LeadsAdded:
        known = self.session.execute(select(Lead.id, Lead.phone).where(Lead.id.in_(lead_ids)))
        phones = {lead: phone for lead, phone in known}  # noqa: C416 - rows, not pairs
        reachable = [lead for lead in dict.fromkeys(lead_ids) if phones.get(lead)]
        rows = [
            {"id": new_id(), "company_id": self.company_id, "campaign_id": campaign_id, "lead_id": lead}
            for lead in reachable
        ]
        added = 0
        if rows:
            entered = insert(CampaignLead).values(rows).on_conflict_do_nothing().returning(CampaignLead.id)
            added = len(self.session.scalars(entered).all())
        return LeadsAdded(
            added=added,
            unknown=[lead for lead in lead_ids if lead not in phones],
            without_number=[lead for lead in lead_ids if lead in phones and not phones[lead]],
        )

    def leads(self, campaign_id: UUID, *, before: UUID | None, limit: int) -> Sequence[QueuedLead]:
        query = select(CampaignLead).filter_by(campaign_id=campaign_id).order_by(CampaignLead.id.desc()).limit(limit)
        rows = self.session.scalars(query.where(CampaignLead.id < before) if before else query)
        return [
            QueuedLead.model_validate(
                {"entry_id": row.id}
                | {name: getattr(row, name) for name in QueuedLead.model_fields if name != "entry_id"}
            )
            for row in rows
        ]

    def report(self, campaign: CampaignView, *, at: datetime) -> CampaignReport:
        campaign_id = campaign.campaign_id
        live, abandoned = self.abandonment(campaign_id, at=at)
        talked = select(func.coalesce(func.sum(CallSession.duration_seconds), 0)).filter_by(campaign_id=campaign_id)
        into = campaign.currency or ""
        money = spent(costs_of_company(self.session), calls_of(self.session, campaign_id), into=into)
        soonest = select(func.min(CampaignLead.next_attempt_at)).filter_by(campaign_id=campaign_id, status="waiting")
        return CampaignReport(
            campaign_id=campaign_id,
            status=campaign.status,
            paused_because=campaign.paused_because,
            leads=self._counted(CampaignLead.status, CampaignLead.campaign_id == campaign_id),
            not_called=self._counted(
                CampaignLead.code,
                CampaignLead.campaign_id == campaign_id,
                CampaignLead.status.in_(("waiting", "given_up")),
            ),
            calls=self._counted(CallSession.status, CallSession.campaign_id == campaign_id),
            outcomes=self._counted(CallSession.outcome, CallSession.campaign_id == campaign_id),
            live_answered=live,
            abandoned=abandoned,
            talked_seconds=int(self.session.scalar(talked) or 0),
            budget_amount=campaign.budget_amount,
            spent=money.amount if campaign.currency else None,
            currency=campaign.currency,
            priced_calls=money.priced,
            estimated_calls=money.estimated,
            next_attempt_at=self.session.scalar(soonest),
        )

    def abandonment(self, campaign_id: UUID, *, at: datetime) -> tuple[int, int]:
        """Calls of the last 30 days that a person answered, and those of them in which nobody spoke in time."""
        recent = select(
            func.count().filter(CallSession.details["live"].astext == "true"),
            func.count().filter(CallSession.details["abandoned"].astext == "true"),
        ).where(
            CallSession.campaign_id == campaign_id,
            CallSession.created_at > at - timedelta(days=ABANDONMENT_DAYS),
        )
        live, abandoned = self.session.execute(recent).one()
        return live, abandoned

    def _counted(self, column: Any, *conditions: Any) -> dict[str, int]:
        query = select(column, func.count()).where(column.is_not(None), *conditions).group_by(column).order_by(column)
        return {value: count for value, count in self.session.execute(query)}  # noqa: C416 - rows, not pairs


def _views() -> Select[Campaign, CallCampaign, CallScript]:
    return (
        select(Campaign, CallCampaign, CallScript)
        .join(CallCampaign, CallCampaign.campaign_id == Campaign.id)
        .join(
            CallScript,
            and_(CallScript.campaign_id == Campaign.id, CallScript.version == CallCampaign.script_version),
        )
    )


def _view(row: Row[Campaign, CallCampaign, CallScript]) -> CampaignView:
    campaign, calls, script = row
    return CampaignView(
        campaign_id=campaign.id,
        name=campaign.name,
        status=cast("CampaignStatus", campaign.status),
        language=cast("Language", calls.language),
        settings=CallSettings.model_validate(calls.settings),
        script=ScriptChoice.model_validate(script.content),
        script_version=calls.script_version,
        approved=script.approved_at is not None,
        budget_amount=campaign.budget_amount,
        currency=campaign.currency,
        paused_because=calls.paused_because,
        created_at=campaign.created_at,
    )
