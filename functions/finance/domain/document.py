"""A document as the rules see it: plain values that extraction found or a person gave, with nothing guessed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from functions.finance.domain.money import PESO, ZERO, cents
from functions.finance.domain.nit import Nit

Kind = Literal[
    "invoice",
    "export_invoice",
    "contingency_invoice",
    "credit_note",
    "debit_note",
    "pos_ticket",
    "utility_bill",
    "equivalent_document",
    "support_document",
    "payment_request",
    "reimbursement",
]

Direction = Literal["purchase", "sale"]

IVA = "01"
"""DIAN's code of the only tax that a buyer may deduct; every other one is part of the cost."""


class UnconvertedError(ValueError):
    """A document in a foreign currency names no rate; its amounts are no pesos."""


@dataclass(frozen=True, kw_only=True)
class StatedTax:
    """A tax as the document states it.

    Args:
        scheme: DIAN's code, 01 is IVA.
        rate: in percent; None for a tax per unit.
    """

    scheme: str
    base: Decimal
    amount: Decimal
    rate: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line, before taxes.

    Args:
        concept: of withholding.
        purpose: role in the chart of accounts, where it is not that of the concept: ``energy``, ``inventory``.
        account: code in the chart, where a person or the supplier's last document chose one.
        taxes: of this line; empty if the document states taxes only in sum.
        aiu: administration, contingencies and profit, where withholding is on these.
    """

    amount: Decimal
    description: str = ""
    concept: str | None = None
    purpose: str | None = None
    account: str | None = None
    taxes: tuple[StatedTax, ...] = ()
    aiu: Decimal | None = None


@dataclass(frozen=True)
class Party:
    """A seller or a buyer; `nit` is None where the document gives no Colombian number."""

    name: str
    nit: Nit | None = None


@dataclass(frozen=True, kw_only=True)
class Numbering:
    """The range of numbers that DIAN authorised, as the document prints it."""

    prefix: str
    first: int
    last: int
    valid_from: date
    valid_to: date

    def covers(self, number: str) -> bool:
        """Whether a number, with its prefix, lies within the range."""
        digits = number.removeprefix(self.prefix).lstrip("-").strip()
        return digits.isascii() and digits.isdigit() and self.first <= int(digits) <= self.last


@dataclass(frozen=True, kw_only=True)
class Document:
    """An invoice, a note, a bill or a cuenta de cobro. Amounts are positive in `currency`; a credit note's too.

    Args:
        number: prefix and number.
        exchange_rate: pesos per unit of `currency`.
        line_total: the sum of the lines as stated.
        taxes: in sum, without the withholdings that a seller states as information.
        total: lines and taxes.
        allowances: discounts after taxes; likewise `charges`, tips for instance.
        prior_balance: what a utility bill carries over from earlier ones.
        payable: total less allowances and prepaid, with charges and prior balance.
    """

    kind: Kind
    direction: Direction
    number: str | None
    seller: Party
    buyer: Party
    issue_date: date
    due_date: date | None = None
    currency: str = PESO
    exchange_rate: Decimal | None = None
    lines: tuple[Line, ...]
    line_total: Decimal
    taxes: tuple[StatedTax, ...] = ()
    total: Decimal
    allowances: Decimal = ZERO
    charges: Decimal = ZERO
    prepaid: Decimal = ZERO
    prior_balance: Decimal = ZERO
    payable: Decimal
    cufe: str | None = None
    numbering: Numbering | None = None

    @property
    def tax_total(self) -> Decimal:
        """All taxes."""
        return sum((tax.amount for tax in self.taxes), ZERO)

    @property
    def vat(self) -> Decimal:
        """IVA alone."""
        return vat_of(self.taxes)

    @property
    def recognised(self) -> Decimal:
        """What this document makes owed: not the balance of earlier ones."""
        return self.payable - self.prior_balance

    @property
    def computed_payable(self) -> Decimal:
        """What its parts make payable; `payable` is what it states."""
        return self.total - self.allowances + self.charges - self.prepaid + self.prior_balance

    def in_pesos(self) -> "Document":
        """The same in COP, part by part to the cent, so that the parts still add up as they did.

        Raises:
            UnconvertedError: a foreign currency without a rate.
        """
        if self.currency == PESO:
            return self
        if self.exchange_rate is None or self.exchange_rate <= 0:
            raise UnconvertedError(f"{self.currency} without an exchange rate")
        return _converted(self, self.exchange_rate)


def sum_of(lines: Iterable[Line]) -> Decimal:
    """The lines together, before taxes."""
    return sum((line.amount for line in lines), ZERO)


def vat_of(taxes: Iterable[StatedTax]) -> Decimal:
    """The IVA among these taxes."""
    return sum((tax.amount for tax in taxes if tax.scheme == IVA), ZERO)


def _converted(document: Document, rate: Decimal) -> Document:
    lines = tuple(_converted_line(line, rate) for line in document.lines)
    taxes = tuple(_converted_tax(tax, rate) for tax in document.taxes)
    line_total = sum_of(lines) + cents((document.line_total - sum_of(document.lines)) * rate)
    off_total = document.total - document.line_total - document.tax_total
    in_pesos = replace(
        document,
        currency=PESO,
        exchange_rate=None,
        lines=lines,
        line_total=line_total,
        taxes=taxes,
        total=line_total + sum((tax.amount for tax in taxes), ZERO) + cents(off_total * rate),
        allowances=cents(document.allowances * rate),
        charges=cents(document.charges * rate),
        prepaid=cents(document.prepaid * rate),
        prior_balance=cents(document.prior_balance * rate),
    )
    off_payable = cents((document.payable - document.computed_payable) * rate)
    return replace(in_pesos, payable=in_pesos.computed_payable + off_payable)


def _converted_line(line: Line, rate: Decimal) -> Line:
    aiu = None if line.aiu is None else cents(line.aiu * rate)
    taxes = tuple(_converted_tax(tax, rate) for tax in line.taxes)
    return replace(line, amount=cents(line.amount * rate), taxes=taxes, aiu=aiu)


def _converted_tax(tax: StatedTax, rate: Decimal) -> StatedTax:
    return replace(tax, base=cents(tax.base * rate), amount=cents(tax.amount * rate))
