"""What the books need from the outside."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from functions.finance.domain.company import Company, Counterparty, Memory
from functions.finance.domain.gates import Approver
from functions.finance.domain.ledger.books import Booking
from functions.finance.domain.ledger.entry import JournalEntry
from functions.finance.domain.reasons import Finding
from functions.finance.domain.record import Facts, Judgement, Record
from functions.finance.domain.states import State
from functions.finance.domain.taxes.assessment import Assessment
from functions.finance.schemas.edits import Decision, Edits


class Unjudged(Protocol):
    """The documents of one company, for validation."""

    def lock(self, invoice_id: UUID) -> Record:
        """A document, locked until the transaction ends, or `NotFound`."""

    def judge(self, invoice_id: UUID, judgement: Judgement) -> None:
        """Keep what validation decided."""


class Documents(Protocol):
    """The documents of one company, once they are judged."""

    def lock(self, invoice_id: UUID) -> Record:
        """A document, locked until the transaction ends, or `NotFound`."""

    def move(self, invoice_id: UUID, state: State) -> None:
        """Set the state."""

    def stop(self, invoice_id: UUID, finding: Finding) -> None:
        """Send an approved document back to people, for this reason."""

    def mark_posted(self, invoice_id: UUID, *, at: datetime) -> None:
        """Set the state to posted, with the moment."""

    def in_alegra(self, invoice_id: UUID) -> str | None:
        """The id of the bill or invoice that it is in Alegra; None if it is none there."""


class Copies(Protocol):
    """Finds the documents that another one is a copy of, or resembles."""

    def claim(self, invoice_id: UUID, facts: Facts) -> UUID | None:
        """Write the facts of a document; the one that bears its code or number already, if there is one.

        Of two documents that claim the same at once, one waits for the other to commit, and then finds it.
        """

    def same_file(self, invoice_id: UUID) -> UUID | None:
        """The earlier document of a file with the same content, in the same place of it."""

    def resembling(self, invoice_id: UUID, facts: Facts) -> Sequence[UUID]:
        """Documents that may be the same: of one issuer, with one number, or one kind and day and nearly one total."""


class History(Protocol):
    """What the books say about earlier documents."""

    def posted_automatically_since(self, start: datetime) -> Decimal:
        """Totals in COP that nobody had to approve; until the transaction ends nobody else asks."""

    def contracts(self, counterparty_id: UUID, *, on: date) -> Decimal:
        """What a supplier has billed in the year of a day, up to that day, before taxes and in COP."""

    def earlier_requests(self, counterparty_id: UUID, invoice_id: UUID, *, on: date) -> Sequence[Assessment]:
        """The withholdings of the other cuentas de cobro of a supplier in the month of a day that came before."""

    def invoice_of(self, counterparty_id: UUID, *, cufes: Sequence[str], numbers: Sequence[str]) -> Record | None:
        """The posted invoice that a note names by code or number."""


class Counterparties(Protocol):
    """The suppliers and customers of one company."""

    def known_among(self, tax_ids: Collection[str]) -> Collection[str]:
        """Which of these numbers are those of counterparties."""

    def meet(self, tax_id: str, *, dv: str | None, id_type: str | None, name: str | None) -> Counterparty:
        """The counterparty with this number, found or made, and locked: its documents are judged in turn."""

    def learn(self, known: Counterparty, profile: Mapping[str, Any], *, from_person: bool) -> Counterparty:
        """Add to what is known of its taxes; a document does not change what a person has said."""

    def remember(self, counterparty_id: UUID, memory: Memory) -> None:
        """Keep what a person chose."""


class Companies(Protocol):
    """The company whose books are kept."""

    def own(self) -> Company:
        """Its settings; those of the design, where it has none."""


class Said(Protocol):
    """What people said about documents, for validation."""

    def edits(self, invoice_id: UUID) -> Sequence[Edits]:
        """What people said about a document, oldest first."""


class Decisions(Protocol):
    """What people decided about documents."""

    def approvals(self, invoice_id: UUID) -> Sequence[Approver]:
        """Who has approved it since it was last edited, oldest first."""

    def add(
        self, invoice_id: UUID, decision: Decision, *, by: Approver, reason: str | None, edits: Edits | None = None
    ) -> None:
        """Keep a decision, or `Forbidden` where the caller is no person of the company."""


class Ledger(Protocol):
    """The books of one company; entries are added, never changed."""

    def post(self, entry: JournalEntry, invoice_id: UUID) -> UUID:
        """Add the entry of a document, once; its id, also of one that is there already."""

    def of(self, invoice_id: UUID) -> Booking | None:
        """The entry of a document."""

    def reverse(self, booking: Booking, reversal: JournalEntry) -> UUID:
        """Add the entry that undoes another, once; its id, also of one that is there already."""


class Waiting(Protocol):
    """The executions that wait for people."""

    def resume(self, invoice_id: UUID, state: State) -> None:
        """Let the flow of a document go on with this state once the transaction has committed, exactly once."""
