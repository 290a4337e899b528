"""The calls of one company."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from functions.calls.domain.call import Call
from functions.calls.domain.scripts import CallSettings, ScriptChoice
from functions.calls.repository.company import costs_of_company
from functions.calls.schemas.background import Background
from shared.core.errors import NotFound
from shared.db.models.base import Company
from shared.db.models.calls import CallCampaign, CallScript, CallSession, CompanyCalls
from shared.db.models.crm import Lead

_FIELDS = [field.name for field in fields(Call)]


def as_call(row: CallSession) -> Call:
    """A row as the use cases know it."""
    return Call(**{name: getattr(row, name) for name in _FIELDS})


class CallRows:
    """The calls of one company.

    Args:
        session: walled to the company.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def lock(self, call_id: UUID) -> Call:
        return as_call(self._locked(call_id))

    def change(self, call_id: UUID, **columns: Any) -> Call:
        row = self._locked(call_id)
        for name, value in columns.items():
            setattr(row, name, value)
        self.session.flush()
        return as_call(row)

    def background(self, call: Call) -> Background:
        found = self.session.execute(
            select(
                Company.name,
                Company.time_zone,
                func.coalesce(CallCampaign.settings, CompanyCalls.settings),
                func.coalesce(CallScript.content, CompanyCalls.script),
                Lead,
            )
            .select_from(CallSession)
            .join(Company, Company.id == CallSession.company_id)
            .outerjoin(CallCampaign, CallCampaign.campaign_id == CallSession.campaign_id)
            .outerjoin(
                CallScript,
                and_(
                    CallScript.campaign_id == CallSession.campaign_id,
                    CallScript.version == CallSession.script_version,
                ),
            )
            .outerjoin(
                CompanyCalls,
                and_(CallSession.campaign_id.is_(None), CompanyCalls.version == CallSession.script_version),
            )
            .outerjoin(Lead, Lead.id == CallSession.lead_id)
            .where(CallSession.id == call.id)
        ).one()
        name, zone, settings, script, lead = found
        kept = CallSettings.model_validate(settings) if settings else None
        return Background(
            company_name=name,
            time_zone=call.details.get("time_zone") or (kept.time_zone if kept else zone),
            prospect_name=lead.contact_name if lead else None,
            prospect_company=lead.company if lead else None,
            email_known=lead is not None,
            settings=kept,
            script=ScriptChoice.model_validate(script) if script else ScriptChoice(),
            costs=costs_of_company(self.session),
        )

    def meetings(self, *, after: datetime, but: UUID) -> Sequence[datetime]:
        agreed = select(CallSession.meeting_at).where(CallSession.meeting_at >= after, CallSession.id != but)
        return [at for at in self.session.scalars(agreed) if at]

    def hold_meetings(self) -> None:
        of_company = func.hashtextextended(func.current_setting("app.company_id", True) + "meetings", 0)
        self.session.execute(select(func.pg_advisory_xact_lock(of_company)))

    def _locked(self, call_id: UUID) -> CallSession:
        row = self.session.get(CallSession, call_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NotFound("There is no such call.")
        return row
