"""Use cases: what is known of suppliers and customers, and what a person says of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from functions.finance.domain.company import Company, KnownParty
from functions.finance.domain.compliance import missing_of_supplier
from functions.finance.domain.nit import parse_nit
from functions.finance.domain.taxes.errors import RowMissingError
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.schemas.counterparties import (
    CounterpartyDraft,
    CounterpartyPatch,
    CounterpartyView,
    MemoryPatch,
    MemoryView,
)
from functions.finance.schemas.settings import ProfileView
from shared.core.errors import Unprocessable
from shared.schemas.pages import Page, from_cursor


class Parties(Protocol):
    """The suppliers and customers of one company."""

    def newest(self, *, q: str | None, before: UUID | None, limit: int) -> Sequence[KnownParty]:
        """Those that were met last first; `q` is part of a name or of a tax id."""

    def get(self, counterparty_id: UUID) -> KnownParty:
        """One of them, or `NotFound`."""

    def meet(self, tax_id: str, *, dv: str | None, name: str | None) -> UUID:
        """Who has this number, found or made."""

    def change(
        self, counterparty_id: UUID, *, name: str | None, profile: Mapping[str, Any], memory: Mapping[str, Any]
    ) -> KnownParty:
        """Change what is named: a profile becomes a person's, null in a memory forgets."""


class Companies(Protocol):
    """The company that they belong to."""

    def own(self) -> Company:
        """Its settings."""


class CounterpartyService:
    """The suppliers and customers of one company.

    Args:
        parties: as they are kept.
        companies: whose chart of accounts it is.
        tables: the concepts of withholding.
    """

    def __init__(self, parties: Parties, companies: Companies, tables: TaxTables) -> None:
        self.parties = parties
        self.companies = companies
        self.tables = tables

    def newest(self, q: str | None, *, limit: int, cursor: str | None) -> Page[CounterpartyView]:
        """A page of counterparties, those met last first."""
        found = self.parties.newest(q=q, before=from_cursor(cursor), limit=limit + 1)
        views = [_view(party) for party in found]
        return Page[CounterpartyView].of(views, limit=limit, key=lambda view: view.counterparty_id)

    def get(self, counterparty_id: UUID) -> CounterpartyView:
        """One counterparty.

        Raises:
            NotFound: the company has no such counterparty.
        """
        return _view(self.parties.get(counterparty_id))

    def change(self, counterparty_id: UUID, patch: CounterpartyPatch) -> CounterpartyView:
        """Keep what a person says; from now on documents do not change its profile.

        Raises:
            NotFound: the company has no such counterparty.
            Unprocessable: no such concept, purpose or account.
        """
        if errors := list(self._unknown(patch.memory)):
            raise Unprocessable("Some fields are not valid.", errors=errors)
        changed = self.parties.change(
            counterparty_id,
            name=patch.name,
            profile=patch.profile.model_dump(mode="json", exclude_unset=True) if patch.profile else {},
            memory=patch.memory.model_dump(exclude_unset=True) if patch.memory else {},
        )
        return _view(changed)

    def introduce(self, draft: CounterpartyDraft) -> CounterpartyView:
        """Keep what a person says of somebody, met before or not.

        Raises:
            Unprocessable: no such concept, purpose or account.
        """
        number, dv = _parts(draft.tax_id)
        return self.change(self.parties.meet(number, dv=dv, name=draft.name), draft)

    def _unknown(self, memory: MemoryPatch | None) -> Iterator[dict[str, str]]:
        if memory is None:
            return
        chart = self.companies.own().chart
        if memory.concept and not self._has_concept(memory.concept):
            yield _error("memory.concept", "there is no such concept of withholding; see GET /finance/tax/rules")
        if memory.purpose and memory.purpose not in chart.roles:
            yield _error("memory.purpose", "there is no such role; see GET /finance/chart")
        if memory.account and memory.account not in chart.accounts:
            yield _error("memory.account", "the chart has no such account; see GET /finance/chart")

    def _has_concept(self, concept: str) -> bool:
        try:
            self.tables.concept(concept)
        except RowMissingError:
            return False
        return True


def _parts(tax_id: str) -> tuple[str, str | None]:
    """Number and check digit of a NIT; a foreign number has none."""
    try:
        nit = parse_nit(tax_id)
    except ValueError:
        return tax_id, None
    return nit.number, None if nit.dv is None else str(nit.dv)


def _view(party: KnownParty) -> CounterpartyView:
    known = party.counterparty
    return CounterpartyView(
        counterparty_id=known.id,
        tax_id=known.tax_id,
        dv=party.dv,
        id_type=party.id_type,
        name=party.name,
        profile=ProfileView.of(known.profile, list(missing_of_supplier(known.profile))),
        profile_source="person" if party.said_by_person else "document",
        memory=MemoryView.model_validate(known.memory, from_attributes=True),
        created_at=party.created_at,
        updated_at=party.updated_at,
    )


def _error(field: str, message: str) -> dict[str, str]:
    return {"field": field, "in": "body", "message": message, "code": "value_error"}
