"""Lines of budget to support teams, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from functions.finance.domain import support as domain
from shared.core.errors import NotFound
from shared.db.decided import DecidedRows
from shared.db.models.measures import SupportBudget, SupportBudgetSetting


class SupportRows(DecidedRows[SupportBudget]):
    """The lines of one company."""

    model = SupportBudget

    def lock_setting(self) -> None:
        key = func.hashtextextended(f"finance.support:{self.company_id}", 0)
        self.session.execute(select(func.pg_advisory_xact_lock(key)))

    def setting(self) -> domain.Support | None:
        row = self.session.execute(select(SupportBudgetSetting.amount, SupportBudgetSetting.currency)).first()
        return domain.Support(row.amount, row.currency) if row else None

    def choose(self, support: domain.Support | None) -> None:
        if support is None:
            self.session.execute(delete(SupportBudgetSetting))
            return
        values = vars(support)
        row = insert(SupportBudgetSetting).values(company_id=self.company_id, **values)
        self.session.execute(
            row.on_conflict_do_update(index_elements=["company_id"], set_={**values, "updated_at": func.now()})
        )

    def fill(self, support: domain.Support, *, at: datetime) -> None:
        drafted = (*self.open_at(at), SupportBudget.amount.is_(None))
        self.session.execute(update(SupportBudget).where(*drafted).values(**vars(support)))

    def add(self, team_id: UUID, support: domain.Support | None, *, valid_until: datetime) -> UUID:
        return self.begin(team_id, valid_until=valid_until, **(vars(support) if support else {}))

    def newest(
        self, *, state: domain.SupportState | None, at: datetime, before: UUID | None, limit: int
    ) -> Sequence[domain.SupportBudget]:
        query = select(SupportBudget).order_by(SupportBudget.id.desc()).limit(limit)
        query = query.where(SupportBudget.id < before) if before else query
        query = query.where(*self._in(state, at)) if state else query
        return [_budget(row) for row in self.session.scalars(query)]

    def lock(self, budget_id: UUID) -> domain.SupportBudget:
        row = self.session.get(SupportBudget, budget_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NotFound("There is no such line of budget.")
        return _budget(row)

    def _in(self, state: domain.SupportState, at: datetime) -> Sequence[ColumnElement[bool]]:
        match state:
            case "drafted":
                return self.open_at(at)
            case "expired":
                return self.expired_at(at)
            case decided:
                return (SupportBudget.decision == decided,)


def _budget(row: SupportBudget) -> domain.SupportBudget:
    kept: dict[str, Any] = {name: getattr(row, name) for name in domain.SupportBudget.__dataclass_fields__}
    return domain.SupportBudget(**kept)
