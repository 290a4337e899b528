"""How a company calls without a campaign, and what it knows of costs."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from functions.calls.domain.costs import Costs
from functions.calls.schemas.company import CompanyCallsDraft, CompanyCallsView
from shared.core.invocation import new_id
from shared.db.models.calls import CompanyCalls


def newest_of_company(session: Session) -> CompanyCalls | None:
    """The version that counts."""
    return session.scalars(select(CompanyCalls).order_by(CompanyCalls.version.desc()).limit(1)).first()


def costs_of_company(session: Session) -> Costs:
    """What the company knows of costs; what we ship where it said nothing."""
    row = newest_of_company(session)
    return Costs.model_validate(row.costs) if row else Costs()


class CompanyRows:
    """The versions of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def newest(self) -> CompanyCallsView | None:
        row = newest_of_company(self.session)
        return _view(row) if row else None

    def add(self, draft: CompanyCallsDraft, **made: Any) -> CompanyCallsView:
        of_company = func.hashtextextended(func.current_setting("app.company_id", True) + "calls", 0)
        self.session.execute(select(func.pg_advisory_xact_lock(of_company)))
        last = self.session.scalar(select(func.max(CompanyCalls.version))) or 0
        told = draft.model_dump(mode="json")
        row = CompanyCalls(id=new_id(), company_id=self.company_id, version=last + 1, **told, **made)
        self.session.add(row)
        self.session.flush()
        return _view(row)


def _view(row: CompanyCalls) -> CompanyCallsView:
    return CompanyCallsView.model_validate({name: getattr(row, name) for name in CompanyCallsView.model_fields})
