"""Whose books are kept, and who it deals with: what the rules have to know of both."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from functions.finance.domain.gates import Limits
from functions.finance.domain.ledger.chart import Chart, published_chart
from functions.finance.domain.nit import Nit
from functions.finance.domain.profile import TaxProfile


@dataclass(frozen=True, kw_only=True)
class Company:
    """The company whose books are kept.

    Attributes:
        nit: its own; None until somebody has set it, and then nothing is posted.
        performed_in: DANE code of the municipality where its purchases are performed unless said otherwise.
        confirmed: ids of the rules that its accountant has confirmed.
    """

    nit: Nit | None = None
    profile: TaxProfile = field(default_factory=TaxProfile)
    performed_in: str | None = None
    limits: Limits = field(default_factory=Limits)
    chart: Chart = field(default_factory=published_chart)
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What a person chose for the last document of a supplier, and what is chosen for the next one."""

    concept: str | None = None
    purpose: str | None = None
    account: str | None = None
    municipality: str | None = None


@dataclass(frozen=True, kw_only=True)
class Counterparty:
    """A supplier or a customer."""

    id: UUID
    tax_id: str
    profile: TaxProfile = field(default_factory=TaxProfile)
    memory: Memory = Memory()


@dataclass(frozen=True, kw_only=True)
class KnownParty:
    """A supplier or a customer with what it is called, and whose word its profile is.

    Attributes:
        said_by_person: whether a person said what its profile is; a document does not change it then.
    """

    counterparty: Counterparty
    dv: str | None
    id_type: str | None
    name: str | None
    said_by_person: bool
    created_at: datetime
    updated_at: datetime
