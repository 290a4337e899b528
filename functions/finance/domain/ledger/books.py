"""What can be read of the books: entries as they were posted, and what each account sums up to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from uuid import UUID

from functions.finance.domain.ledger.entry import JournalEntry

EntryKind = Literal["document", "payment", "reversal"]


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A posted entry and what it is of.

    Attributes:
        reverses: the entry that this one undoes.
    """

    id: UUID
    kind: EntryKind
    entry: JournalEntry
    invoice_id: UUID | None = None
    payment_id: UUID | None = None
    reverses: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AccountTotals:
    """What was debited to and credited to an account within a period, in COP."""

    account: str
    debit: Decimal
    credit: Decimal

    @property
    def balance(self) -> Decimal:
        """Debits less credits."""
        return self.debit - self.credit
