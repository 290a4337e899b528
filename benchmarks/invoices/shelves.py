"""The books in memory: what validation asks of the database, for one run over one set."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from pydantic import TypeAdapter

from benchmarks.invoices.assumed import Assumed
from functions.finance.domain.company import Company, Counterparty, Memory
from functions.finance.domain.money import ZERO
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.record import Facts, Judgement, Record
from functions.finance.domain.states import DEAD
from functions.finance.domain.taxes.assessment import Assessment
from functions.finance.schemas.edits import Edits
from shared.core.invocation import Invocation
from shared.schemas.envelope import Envelope, EventData


@dataclass
class Books:
    """Documents and the facts by which copies are found; every part of `Shelves` but what people said."""

    assumed: Assumed
    records: dict[UUID, Record] = field(default_factory=dict)
    facts: dict[UUID, Facts] = field(default_factory=dict)
    totals: dict[UUID, Decimal] = field(default_factory=dict)

    def lock(self, invoice_id: UUID) -> Record:
        return self.records[invoice_id]

    def judge(self, invoice_id: UUID, judgement: Judgement) -> None:
        self.records[invoice_id] = replace(
            self.records[invoice_id],
            state=judgement.state,
            document=judgement.document,
            assessment=judgement.assessment,
            automatic=judgement.automatic,
        )
        if judgement.automatic and judgement.total_cop:
            self.totals[invoice_id] = judgement.total_cop

    def claim(self, invoice_id: UUID, facts: Facts) -> UUID | None:
        twin = next((one for one, other in self._alive(invoice_id) if _is_copy(facts, other)), None)
        if twin is None:
            self.facts[invoice_id] = facts
        return twin

    def same_file(self, _invoice_id: UUID) -> UUID | None:
        return None  # equal bytes are not read again

    def resembling(self, invoice_id: UUID, facts: Facts) -> Sequence[UUID]:
        return [one for one, other in self._alive(invoice_id) if _resembles(facts, other)]

    def posted_automatically_since(self, _start: datetime) -> Decimal:
        return sum(self.totals.values(), ZERO)

    def contracts(self, _counterparty_id: UUID, *, on: date) -> Decimal:  # noqa: ARG002 - no earlier years here
        return ZERO

    def earlier_requests(self, _counterparty_id: UUID, _invoice_id: UUID, *, on: date) -> Sequence[Assessment]:  # noqa: ARG002
        return ()

    def invoice_of(self, _counterparty_id: UUID, *, cufes: Sequence[str], numbers: Sequence[str]) -> Record | None:
        named = (one for one, facts in self.facts.items() if facts.cufe in cufes or facts.number in numbers)
        return next((self.records[one] for one in named if self.records[one].automatic), None)

    def known_among(self, tax_ids: Collection[str]) -> Collection[str]:
        return [tax_id for tax_id in tax_ids if tax_id in self.assumed.suppliers]

    def meet(self, tax_id: str, *, dv: str | None, id_type: str | None, name: str | None) -> Counterparty:  # noqa: ARG002
        known = self.assumed.suppliers.get(tax_id, self.assumed.others)
        return Counterparty(id=uuid5(NAMESPACE_OID, tax_id), tax_id=tax_id, profile=known.profile, memory=known.memory)

    def learn(self, known: Counterparty, profile: Mapping[str, Any], *, from_person: bool) -> Counterparty:  # noqa: ARG002
        before = {name: value for name, value in asdict(known.profile).items() if value is not None}
        return replace(known, profile=TypeAdapter(TaxProfile).validate_python({**profile, **before}))

    def remember(self, counterparty_id: UUID, memory: Memory) -> None:
        """Nobody chose anything."""

    def own(self) -> Company:
        return self.assumed.company

    def record(self, data: EventData) -> Envelope:
        """Nobody listens."""
        during = Invocation(function="bench", correlation_id="bench", company_id=NAMESPACE_OID)
        return Envelope.of(data, during=during, at=self.assumed.now)

    def _alive(self, but: UUID) -> list[tuple[UUID, Facts]]:
        return [(one, facts) for one, facts in self.facts.items() if one != but and self.records[one].state not in DEAD]


@dataclass(frozen=True)
class Said:
    """What people said about every document; where no company is named, that it is a purchase."""

    assumed: Assumed

    def edits(self, _invoice_id: UUID) -> Sequence[Edits]:
        return () if self.assumed.company.nit else (Edits(direction="purchase"),)


def _is_copy(one: Facts, other: Facts) -> bool:
    if one.cufe and one.cufe == other.cufe:
        return True
    named = (one.issuer_tax_id, one.kind, one.number, one.issued_on)
    return all(named) and named == (other.issuer_tax_id, other.kind, other.number, other.issued_on)


def _resembles(one: Facts, other: Facts) -> bool:
    if not one.issuer_tax_id or one.issuer_tax_id != other.issuer_tax_id:
        return False
    return bool(one.number) and one.number == other.number and one.kind == other.kind
