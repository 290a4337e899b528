"""Taxes by account: IVA charged and deductible, what was withheld from suppliers, what customers withheld."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from functions.finance.domain.ledger.books import AccountTotals
from functions.finance.domain.ledger.chart import Chart
from functions.finance.domain.money import ZERO
from functions.finance.domain.taxes.rules import Tax

Kind = Literal["vat_charged", "vat_deductible", "withheld", "suffered", "other_taxes"]


@dataclass(frozen=True)
class WithholdingAccounts:
    """The accounts to which the company books what it withholds."""

    by_account: dict[str, Tax]

    @classmethod
    def of(cls, chart: Chart) -> "WithholdingAccounts":
        """Those of a chart."""
        renta: dict[str, Tax] = {concept.withheld: "renta" for concept in chart.concepts.values()}
        return cls(
            {**renta, chart.account("withheld_vat"): "reteiva", chart.account("withheld_ica"): "reteica"},
        )


@dataclass(frozen=True, kw_only=True)
class TaxAccount:
    """What a period did to an account of taxes, in COP.

    Attributes:
        tax: ``iva``, a withholding, or ``other``.
        amount: owed to the tax office if positive, to the company if negative.
    """

    kind: Kind
    tax: Literal["iva", "other"] | Tax
    account: str
    amount: Decimal


def withheld(totals: Iterable[AccountTotals], accounts: WithholdingAccounts) -> dict[Tax, Decimal]:
    """What was withheld of each tax, less what was reversed."""
    sums: dict[Tax, Decimal] = {}
    for one in totals:
        if tax := accounts.by_account.get(one.account):
            sums[tax] = sums.get(tax, ZERO) - one.balance
    return sums


def tax_accounts(totals: Iterable[AccountTotals], chart: Chart) -> list[TaxAccount]:
    """The accounts of taxes among these, in their order.

    An account that plays several roles is shown once, as what it is to the first of them: a chart with one account for
    IVA charged and deductible shows their difference.
    """
    kinds = _kinds(chart)
    return [
        TaxAccount(kind=kinds[one.account][0], tax=kinds[one.account][1], account=one.account, amount=-one.balance)
        for one in totals
        if one.account in kinds
    ]


def _kinds(chart: Chart) -> dict[str, tuple[Kind, Literal["iva", "other"] | Tax]]:
    kinds: dict[str, tuple[Kind, Literal["iva", "other"] | Tax]] = {
        chart.account("vat_charged"): ("vat_charged", "iva")
    }
    kinds.setdefault(chart.account("vat_deductible"), ("vat_deductible", "iva"))
    for account, tax in WithholdingAccounts.of(chart).by_account.items():
        kinds.setdefault(account, ("withheld", tax))
    taxes: tuple[Tax, ...] = ("renta", "reteiva", "reteica")
    for tax in taxes:
        kinds.setdefault(chart.account(f"suffered_{tax}"), ("suffered", tax))
    kinds.setdefault(chart.account("other_taxes_payable"), ("other_taxes", "other"))
    return kinds
