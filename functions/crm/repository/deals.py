"""Deals, in PostgreSQL."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from functions.crm.domain import deal as domain
from shared.core.errors import NotFound
from shared.db.models.deals import Counterparty, Deal, Lead


class DealRows:
    """The deals of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def add(self, deal_id: UUID, **values: Any) -> domain.Deal:
        self.session.add(Deal(id=deal_id, company_id=self.company_id, **values))
        self.session.flush()
        return self.get(deal_id)

    def get(self, deal_id: UUID) -> domain.Deal:
        return _found(self.session.get(Deal, deal_id, populate_existing=True))

    def lock(self, deal_id: UUID) -> domain.Deal:
        return _found(self.session.get(Deal, deal_id, with_for_update=True, populate_existing=True))

    def newest(self, *, status: str | None, before: UUID | None, limit: int) -> Sequence[domain.Deal]:
        query = select(Deal).order_by(Deal.id.desc()).limit(limit)
        query = query.where(Deal.id < before) if before else query
        rows = self.session.scalars(query.filter_by(status=status) if status else query)
        return [_deal(row) for row in rows]

    def update(self, deal_id: UUID, **values: Any) -> domain.Deal:
        self.session.execute(update(Deal).filter_by(id=deal_id).values(**values))
        return self.get(deal_id)

    def has_lead(self, lead_id: UUID) -> bool:
        return bool(self.session.scalar(select(exists().where(Lead.id == lead_id))))

    def has_counterparty(self, counterparty_id: UUID) -> bool:
        return bool(self.session.scalar(select(exists().where(Counterparty.id == counterparty_id))))

    def won_of(self, counterparty_id: UUID) -> Sequence[domain.Deal]:
        query = select(Deal).filter_by(counterparty_id=counterparty_id, status="won").order_by(Deal.id)
        return [_deal(row) for row in self.session.scalars(query.with_for_update())]

    def is_billed(self, invoice_id: UUID) -> bool:
        return bool(self.session.scalar(select(exists().where(Deal.invoice_id == invoice_id))))


def _found(row: Deal | None) -> domain.Deal:
    if row is None:
        raise NotFound("There is no such deal.")
    return _deal(row)


def _deal(row: Deal) -> domain.Deal:
    return domain.Deal(**{name: getattr(row, name) for name in domain.Deal.__dataclass_fields__})
