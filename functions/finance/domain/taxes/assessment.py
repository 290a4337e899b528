"""What is asked of the tax rules, and what they answer: amounts, every rule tried, and what a person must decide."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from functions.finance.domain.money import ZERO, cents
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.reasons import Finding
from functions.finance.domain.taxes.rows import Confidence, ExemptionReason
from functions.finance.domain.taxes.rules import Tax

TrialReason = Literal["applied", "below_threshold", "no_base", "undecided"] | ExemptionReason


class UndecidedError(ValueError):
    """An amount was asked for that a person has to decide first."""


@dataclass(frozen=True, kw_only=True)
class TaxableLine:
    """A line as the tax rules see it, in COP.

    Args:
        base: before IVA.
        vat: IVA of the line.
        concept: id of the concept of withholding; None while it is not known.
        aiu: administration, contingencies and profit, where the rate multiplies these.
    """

    base: Decimal
    vat: Decimal = ZERO
    concept: str | None = None
    aiu: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class EarlierBase:
    """A cuenta de cobro of the same supplier and month, which may not be split to stay below a base; in COP."""

    concept: str
    base: Decimal
    withheld: Decimal


@dataclass(frozen=True, kw_only=True)
class Transaction:
    """A purchase, or a sale seen from the buyer's side.

    Args:
        paid_on: of a payment recorded before the document; withholding falls on what is first.
        performed_in: DANE code of the municipality where the service is performed or the sale is made.
        contracts_this_year: with this supplier, before this document, from our own books; in COP.
        earlier_this_month: only for cuentas de cobro.
    """

    lines: tuple[TaxableLine, ...]
    supplier: TaxProfile
    buyer: TaxProfile
    issue_date: date
    paid_on: date | None = None
    performed_in: str | None = None
    contracts_this_year: Decimal = ZERO
    earlier_this_month: tuple[EarlierBase, ...] = ()

    @property
    def tax_point(self) -> date:
        """The day whose rows decide."""
        return min(self.issue_date, self.paid_on or self.issue_date)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One rule tried on one group of lines.

    Attributes:
        subject: the concept, or for reteIVA and reteICA the nature of the supplies.
        base: what the rate multiplies, in COP.
        tested: what was compared with the threshold, in COP.
        threshold: in COP; None if the rule has none.
        rate: with its unit, ``9.66 ‰``; None if none was reached.
        amount: withheld, in COP; None while undecided.
    """

    tax: Tax
    rule_id: str
    subject: str
    reason: TrialReason
    base: Decimal
    tested: Decimal
    threshold: Decimal | None = None
    rate: str | None = None
    amount: Decimal | None
    norma: str
    source: str
    confidence: Confidence

    @property
    def applied(self) -> bool:
        """Whether something is withheld by it."""
        return bool(self.amount)


@dataclass(frozen=True)
class Assessment:
    """The withholdings of a transaction.

    Attributes:
        on: the tax point.
        uvt: of that day, in COP; None if no rules are established for it.
    """

    on: date
    uvt: Decimal | None
    trials: tuple[Trial, ...]
    findings: tuple[Finding, ...]

    @property
    def is_decided(self) -> bool:
        """Whether every amount is known. A decided assessment may still need a person, see `findings`."""
        return self.uvt is not None and all(trial.amount is not None for trial in self.trials)

    def withheld(self, tax: Tax | None = None) -> Decimal:
        """What is withheld of one tax, or of all, in COP.

        Raises:
            UndecidedError: a person has to decide first.
        """
        if self.uvt is None:
            raise UndecidedError(f"no rules are established for {self.on}")
        return cents(sum((_decided(trial) for trial in self.trials if tax in {None, trial.tax}), ZERO))

    def net_payable(self, total: Decimal) -> Decimal:
        """What remains of a total after all withholdings, in COP.

        Raises:
            UndecidedError: a person has to decide first.
        """
        return cents(total - self.withheld())

    def applied(self) -> tuple[Trial, ...]:
        """The rules by which something is withheld."""
        return tuple(trial for trial in self.trials if trial.applied)


def _decided(trial: Trial) -> Decimal:
    if trial.amount is None:
        raise UndecidedError(f"{trial.tax} on {trial.subject} waits for a person")
    return trial.amount
