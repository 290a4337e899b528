"""Where calls of one company are entered, and read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, or_, select
from sqlalchemy.orm import Session

from functions.calls.domain.call import Call
from functions.calls.domain.scripts import CallSettings
from functions.calls.repository.calls import as_call
from functions.calls.repository.company import newest_of_company
from functions.calls.schemas.calls import AccessEntry, CallFilter
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from shared.db.models.calls import CallAccess, CallCampaign, CallSession
from shared.db.models.crm import Lead
from shared.db.models.marketing import Campaign


class RegisterRows:
    """The calls of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def asked_with(self, key: str) -> Call | None:
        self.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{self.company_id}{key}", 0))))
        row = self.session.scalar(select(CallSession).filter_by(idempotency_key=key))
        return as_call(row) if row else None

    def enter(self, call_id: UUID, **columns: Any) -> Call:
        values = {"id": call_id, "company_id": self.company_id, **columns}
        row = self.session.scalars(insert(CallSession).values(values).returning(CallSession)).one()
        return as_call(row)

    def campaign(self, campaign_id: UUID) -> tuple[CallSettings, str, int]:
        row = self.session.scalar(select(CallCampaign).filter_by(campaign_id=campaign_id))
        if row is None:
            raise NotFound("There is no such campaign of calls.")
        return CallSettings.model_validate(row.settings), row.language, row.script_version

    def without_campaign(self) -> tuple[CallSettings, str, int] | None:
        """How the company calls without a campaign: settings, language and version; None where it does not."""
        row = newest_of_company(self.session)
        return (CallSettings.model_validate(row.settings), row.language, row.version) if row else None

    def lead_exists(self, lead_id: UUID) -> bool:
        return self.session.scalar(select(Lead.id).filter_by(id=lead_id)) is not None

    def answering(self, number: str) -> tuple[UUID | None, CallSettings, str, int] | None:
        """The running campaign that calls from a number, the newest first; else the company, if it does."""
        row = self.session.scalars(
            select(CallCampaign)
            .join(Campaign, Campaign.id == CallCampaign.campaign_id)
            .where(CallCampaign.settings["caller_id"].astext == number, Campaign.status == "active")
            .order_by(CallCampaign.campaign_id.desc())
        ).first()
        if row is None:
            own = self.without_campaign()
            return (None, *own) if own and own[0].caller_id == number else None
        return row.campaign_id, CallSettings.model_validate(row.settings), row.language, row.script_version

    def phone(self, lead_id: UUID) -> str | None:
        """The number of a lead, None where there is none; or `NotFound`."""
        found = self.session.execute(select(Lead.phone).filter_by(id=lead_id)).first()
        if found is None:
            raise NotFound("There is no such lead.")
        phone: str | None = found[0]
        return phone

    def prospect(self, lead_id: UUID) -> tuple[str | None, str]:
        """The number of a lead and its status; or `NotFound`."""
        found = self.session.execute(select(Lead.phone, Lead.status).filter_by(id=lead_id)).first()
        if found is None:
            raise NotFound("There is no such lead.")
        phone, status = found
        return phone, status

    def running_campaign(self) -> UUID | None:
        """The newest campaign that runs."""
        running = select(Campaign.id).filter_by(platform="calls", status="active").order_by(Campaign.id.desc())
        return self.session.scalar(running.limit(1))

    def find(self, call_id: UUID) -> Call:
        """A call, or `NotFound`."""
        row = self.session.get(CallSession, call_id)
        if row is None:
            raise NotFound("There is no such call.")
        return as_call(row)

    def with_number(self, number: str) -> Sequence[UUID]:
        """Calls to a number, or from it, the oldest first."""
        theirs = or_(CallSession.to_number == number, CallSession.from_number == number)
        return self.session.scalars(select(CallSession.id).where(theirs).order_by(CallSession.id)).all()

    def leads_with(self, number: str) -> Sequence[UUID]:
        """Leads that have a number."""
        return self.session.scalars(select(Lead.id).filter_by(phone=number).order_by(Lead.id)).all()

    def by_sid(self, call_sid: str) -> Call | None:
        """The call that the carrier names so."""
        row = self.session.scalar(select(CallSession).filter_by(call_sid=call_sid))
        return as_call(row) if row else None

    def known_sids(self, sids: Sequence[str], *, but: UUID) -> set[str]:
        """Those of the carrier's names that belong to other calls."""
        others = select(CallSession.call_sid).where(CallSession.call_sid.in_(sids), CallSession.id != but)
        return {sid for sid in self.session.scalars(others) if sid}

    def newest(self, which: CallFilter, *, before: UUID | None, limit: int) -> Sequence[Call]:
        """Calls, newest first."""
        query = select(CallSession).filter_by(**which.model_dump(exclude_none=True))
        if before:
            query = query.where(CallSession.id < before)
        return [as_call(row) for row in self.session.scalars(query.order_by(CallSession.id.desc()).limit(limit))]

    def note_access(self, call_id: UUID, caller_id: UUID, what: str, at: datetime) -> None:
        """Keep that somebody was shown what was said."""
        row = {"id": new_id(), "company_id": self.company_id, "call_id": call_id, "caller_id": caller_id}
        self.session.execute(insert(CallAccess), [row | {"what": what, "at": at}])

    def accesses(self, call_id: UUID) -> Sequence[AccessEntry]:
        """Who was shown what was said, newest first."""
        rows = self.session.scalars(select(CallAccess).filter_by(call_id=call_id).order_by(CallAccess.id.desc()))
        return [AccessEntry.model_validate(row, from_attributes=True) for row in rows]
