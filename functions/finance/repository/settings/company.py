"""How a company keeps its books, in PostgreSQL."""

from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.finance.domain.company import Company
from functions.finance.repository.books.counterparties import CompanyRows
from functions.finance.schemas.settings import SettingsDraft
from shared.db.models.finance import FinanceSettings


class SettingsRows:
    """The settings of one company.

    Args:
        session: walled to the company.
        company_id: written into its row; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def own(self) -> Company:
        return CompanyRows(self.session).own()

    def keep(self, draft: SettingsDraft) -> None:
        number, _, dv = (draft.nit or "").partition("-")
        values: dict[str, Any] = {
            "nit": number or None,
            "dv": dv or None,
            "profile": draft.profile.model_dump(mode="json", exclude_none=True),
            "performed_in": draft.performed_in,
            "gates": draft.gates.model_dump(mode="json", exclude_none=True),
            "roles": draft.roles,
            "accounts": {code: name.model_dump() for code, name in draft.accounts.items()},
        }
        row = insert(FinanceSettings).values(company_id=self.company_id, **values)
        self.session.execute(
            row.on_conflict_do_update(index_elements=["company_id"], set_={**values, "updated_at": func.now()})
        )
