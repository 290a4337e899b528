"""Balances of accounts over a period: what stood before, what was booked, what stands after."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from functions.finance.domain.ledger.books import AccountTotals
from functions.finance.domain.money import ZERO


@dataclass(frozen=True, kw_only=True)
class AccountBalance:
    """An account in a period, in COP; debit balances are positive."""

    account: str
    opening: Decimal
    debit: Decimal
    credit: Decimal

    @property
    def closing(self) -> Decimal:
        """What stands after the period."""
        return self.opening + self.debit - self.credit


def over_period(
    before: Iterable[AccountTotals], within: Iterable[AccountTotals], *, account: str | None
) -> list[AccountBalance]:
    """Balances by account, of one account and those below it or of all, without those of which nothing is left to say.

    Args:
        before: sums of everything before the period.
        within: sums of the period.
        account: prefix of codes.
    """
    openings = {one.account: one.balance for one in before}
    booked = {one.account: one for one in within}
    codes = sorted(code for code in openings.keys() | booked.keys() if code.startswith(account or ""))
    found = [_balance(code, openings.get(code, ZERO), booked.get(code)) for code in codes]
    return [one for one in found if one.opening or one.debit or one.credit]


def total_debit(balances: Iterable[AccountBalance]) -> Decimal:
    """What was debited in the period."""
    return sum((one.debit for one in balances), ZERO)


def total_credit(balances: Iterable[AccountBalance]) -> Decimal:
    """What was credited in the period."""
    return sum((one.credit for one in balances), ZERO)


def _balance(account: str, opening: Decimal, booked: AccountTotals | None) -> AccountBalance:
    debit, credit = (booked.debit, booked.credit) if booked else (ZERO, ZERO)
    return AccountBalance(account=account, opening=opening, debit=debit, credit=credit)
