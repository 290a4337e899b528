"""A journal entry: balanced to the cent by construction, reversed by another, never edited."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from functions.finance.domain.money import ZERO, cents


class UnbalancedError(ValueError):
    """Debits and credits differ, or there is nothing in them."""


@dataclass(frozen=True)
class JournalLine:
    """One account, debited or credited, in COP.

    Args:
        party: the tercero, NIT without check digit, whose balance it is part of.
        memo: what it is: a concept, a tax, the id of the rule that produced it.

    Raises:
        ValueError: both sides or none, a negative amount, or parts of a cent.
    """

    account: str
    debit: Decimal
    credit: Decimal
    party: str | None
    memo: str

    def __post_init__(self) -> None:
        if not isinstance(self.debit, Decimal) or not isinstance(self.credit, Decimal):
            raise TypeError("amounts are decimals")
        if min(self.debit, self.credit) != 0 or max(self.debit, self.credit) <= 0:
            raise ValueError(f"{self.account} is either debited or credited, by more than nothing")
        if self.debit != cents(self.debit) or self.credit != cents(self.credit):
            raise ValueError(f"{self.account} has parts of a cent")

    @property
    def signed(self) -> Decimal:
        """Debit positive, credit negative."""
        return self.debit - self.credit


@dataclass(frozen=True)
class JournalEntry:
    """Lines whose debits and credits are equal.

    Args:
        on: the day of the entry; for a document, of its issue.

    Raises:
        UnbalancedError: they are not.
    """

    on: date
    memo: str
    lines: tuple[JournalLine, ...]

    def __post_init__(self) -> None:
        off = sum((line.signed for line in self.lines), ZERO)
        if off != 0 or not self.lines:
            raise UnbalancedError(f"debits exceed credits by {off}" if off else "an entry without amounts")

    @property
    def total(self) -> Decimal:
        """What is debited, and credited."""
        return sum((line.debit for line in self.lines), ZERO)

    def balance(self, account: str) -> Decimal:
        """Debits less credits of an account and its sub-accounts."""
        return sum((line.signed for line in self.lines if line.account.startswith(account)), ZERO)

    def reversed(self, on: date, memo: str) -> "JournalEntry":
        """The entry that undoes this one."""
        lines = (JournalLine(line.account, line.credit, line.debit, line.party, line.memo) for line in self.lines)
        return JournalEntry(on, memo, tuple(lines))


@dataclass(frozen=True)
class Movement:
    """An amount for an account: positive to its debit, negative to its credit."""

    account: str
    amount: Decimal
    memo: str


def entry(on: date, memo: str, movements: Iterable[Movement], *, party: str | None) -> JournalEntry:
    """An entry of these movements; those of one account and memo become one line, empty ones none.

    Raises:
        UnbalancedError: they do not balance, or nothing is left of them.
    """
    return JournalEntry(on, memo, tuple(_lines(movements, party)))


def _lines(movements: Iterable[Movement], party: str | None) -> Iterator[JournalLine]:
    sums: dict[tuple[str, str], Decimal] = {}
    for one in movements:
        sums[one.account, one.memo] = sums.get((one.account, one.memo), ZERO) + one.amount
    for (account, memo), amount in sums.items():
        if amount:
            yield JournalLine(account, max(amount, ZERO), max(-amount, ZERO), party, memo)
