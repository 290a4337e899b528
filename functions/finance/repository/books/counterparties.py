"""Suppliers and customers, and the company itself, in PostgreSQL."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.finance.domain.company import Company, Counterparty, Memory
from functions.finance.domain.gates import Limits
from functions.finance.domain.ledger.chart import Chart, published_chart
from functions.finance.domain.nit import Nit
from functions.finance.domain.profile import TaxProfile
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from shared.db.models import finance as rows


class CounterpartyRows:
    """The suppliers and customers of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def known_among(self, tax_ids: Collection[str]) -> Collection[str]:
        return self.session.scalars(select(rows.Counterparty.tax_id).where(rows.Counterparty.tax_id.in_(tax_ids))).all()

    def meet(self, tax_id: str, *, dv: str | None, id_type: str | None, name: str | None) -> Counterparty:
        values = {"tax_id": tax_id, "dv": dv, "id_type": id_type, "name": name}
        new = insert(rows.Counterparty).values(id=new_id(), company_id=self.company_id, **values)
        self.session.execute(new.on_conflict_do_nothing(index_elements=["company_id", "tax_id"]))
        query = select(rows.Counterparty).filter_by(tax_id=tax_id).with_for_update()
        row = self.session.scalars(query, execution_options={"populate_existing": True}).one()
        for column, value in values.items():
            if value is not None and getattr(row, column) is None:
                setattr(row, column, value)
        return counterparty_of(row)

    def known(self, counterparty_id: UUID) -> Counterparty:
        row = self.session.scalar(select(rows.Counterparty).filter_by(id=counterparty_id))
        if row is None:
            raise NotFound("There is no such counterparty.")
        return counterparty_of(row)

    def learn(self, known: Counterparty, profile: Mapping[str, Any], *, from_person: bool) -> Counterparty:
        row = self.session.get_one(rows.Counterparty, known.id)
        wins = from_person or row.profile_source != "person"
        learnt = {**row.profile, **profile} if wins else {**profile, **row.profile}
        if learnt != row.profile or from_person:
            row.profile = learnt
            row.profile_source = "person" if from_person else row.profile_source
        return counterparty_of(row)

    def remember(self, counterparty_id: UUID, memory: Memory) -> None:
        row = self.session.get_one(rows.Counterparty, counterparty_id)
        chosen = asdict(memory)
        municipality = chosen.pop("municipality") or row.memory.get("municipality")
        choices = chosen if any(chosen.values()) else {name: row.memory.get(name) for name in chosen}
        row.memory = {name: value for name, value in {**choices, "municipality": municipality}.items() if value}


class CompanyRows:
    """The settings of one company's books.

    Args:
        session: walled to the company.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def own(self) -> Company:
        confirmed = frozenset(self.session.scalars(select(rows.RuleConfirmation.rule_id)))
        row = self.session.scalar(select(rows.FinanceSettings))
        if row is None:
            return Company(confirmed=confirmed)
        return Company(
            nit=Nit(row.nit) if row.nit else None,
            profile=_profiles().validate_python(row.profile),
            performed_in=row.performed_in,
            limits=_limits(row.gates),
            chart=_chart(row.roles, row.accounts),
            confirmed=confirmed,
        )


def counterparty_of(row: rows.Counterparty) -> Counterparty:
    """A row as the rules see it."""
    return Counterparty(
        id=row.id,
        tax_id=row.tax_id,
        profile=_profiles().validate_python(row.profile),
        memory=Memory(**row.memory),
    )


def _limits(gates: Mapping[str, Any]) -> Limits:
    """The design's limits, where the company has not tightened them."""
    usual = asdict(Limits())
    return Limits(**{name: min(limit, Decimal(str(gates.get(name, limit)))) for name, limit in usual.items()})


def _chart(roles: Mapping[str, str], accounts: Mapping[str, Mapping[str, str]]) -> Chart:
    return published_chart().with_roles(roles, accounts) if roles or accounts else published_chart()


@cache
def _profiles() -> TypeAdapter[TaxProfile]:
    return TypeAdapter(TaxProfile)
