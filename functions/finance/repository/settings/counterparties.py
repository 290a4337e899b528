"""Suppliers and customers as people see and correct them, in PostgreSQL."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from functions.finance.domain.company import KnownParty
from functions.finance.repository.books.counterparties import CounterpartyRows, counterparty_of
from shared.core.errors import NotFound
from shared.db.models.finance import Counterparty

_NIT = "31"


class PartyRows:
    """The suppliers and customers of one company.

    Args:
        session: walled to the company.
        company_id: named in queries too, so that indexes are used.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def newest(self, *, q: str | None, before: UUID | None, limit: int) -> Sequence[KnownParty]:
        query = select(Counterparty).filter_by(company_id=self.company_id)
        if before:
            query = query.where(Counterparty.id < before)
        if q:
            columns = (Counterparty.name, Counterparty.tax_id)
            query = query.where(or_(*(column.icontains(q, autoescape=True) for column in columns)))
        return [_party(row) for row in self.session.scalars(query.order_by(Counterparty.id.desc()).limit(limit))]

    def get(self, counterparty_id: UUID) -> KnownParty:
        return _party(self._row(counterparty_id))

    def meet(self, tax_id: str, *, dv: str | None, name: str | None) -> UUID:
        known = CounterpartyRows(self.session, self.company_id)
        return known.meet(tax_id, dv=dv, id_type=_NIT if dv else None, name=name).id

    def change(
        self, counterparty_id: UUID, *, name: str | None, profile: Mapping[str, Any], memory: Mapping[str, Any]
    ) -> KnownParty:
        row = self._row(counterparty_id)
        row.name = name or row.name
        if profile:
            row.profile = {**row.profile, **profile}
            row.profile_source = "person"
        row.memory = {key: value for key, value in {**row.memory, **memory}.items() if value}
        self.session.flush()
        self.session.refresh(row)
        return _party(row)

    def _row(self, counterparty_id: UUID) -> Counterparty:
        row = self.session.scalar(select(Counterparty).filter_by(id=counterparty_id).with_for_update())
        if row is None:
            raise NotFound("There is no such counterparty.")
        return row


def _party(row: Counterparty) -> KnownParty:
    return KnownParty(
        counterparty=counterparty_of(row),
        dv=row.dv,
        id_type=row.id_type,
        name=row.name,
        said_by_person=row.profile_source == "person",
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
