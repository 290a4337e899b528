"""What of a posted document goes to Alegra, and as what."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from uuid import UUID

from functions.finance.domain.document import Document, Kind, Party
from functions.finance.domain.money import exact
from functions.finance.domain.taxes.assessment import Assessment, Trial
from functions.finance.domain.taxes.rules import Tax

AlegraKind = Literal["bill", "invoice"]

BILLED: frozenset[Kind] = frozenset(
    {"invoice", "export_invoice", "contingency_invoice", "pos_ticket", "utility_bill", "equivalent_document"}
)
"""Kinds that become a bill or an invoice. Notes, cuentas de cobro and documentos soporte are other documents in Alegra,
whose fields are not established; they are told to be unsupported."""


class UnmappableError(ValueError):
    """The document cannot be put into Alegra's words; a person has to see to it.

    Args:
        code: for programs.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Withheld:
    """One withholding: our name of its tax, the rate in percent, and the amount in COP."""

    tax: Tax
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A posted document on its way to Alegra, in COP.

    Attributes:
        accounts: of the chart, one for each line.
    """

    invoice_id: UUID
    document: Document
    withheld: tuple[Withheld, ...]
    accounts: tuple[str, ...]

    @property
    def kind(self) -> AlegraKind:
        """What it becomes.

        Raises:
            UnmappableError: it is of a kind that is not put into Alegra.
        """
        if self.document.kind not in BILLED:
            named = self.document.kind.replace("_", " ")
            raise UnmappableError("unsupported_kind", f"A {named} is not put into Alegra yet.")
        return "bill" if self.document.direction == "purchase" else "invoice"

    @property
    def other(self) -> Party:
        """The supplier, or the customer."""
        return self.document.seller if self.document.direction == "purchase" else self.document.buyer

    @property
    def number(self) -> str:
        """The number by which it is found again.

        Raises:
            UnmappableError: it has none.
        """
        if not self.document.number:
            raise UnmappableError("number_missing", "A document without a number cannot be found again in Alegra.")
        return self.document.number

    @property
    def mark(self) -> str:
        """What we write into the document's observations, to know it for ours."""
        return f"Astramech {self.invoice_id}"


def withheld_of(assessment: Assessment | None) -> tuple[Withheld, ...]:
    """The withholdings that were decided."""
    return tuple(_withheld(trial) for trial in (assessment.applied() if assessment else ()))


def _withheld(trial: Trial) -> Withheld:
    value, _, unit = (trial.rate or "").partition(" ")
    if unit not in {"%", "‰"}:
        raise UnmappableError("retention_missing", f"{trial.rule_id} names no rate.")
    rate = exact(value)
    return Withheld(trial.tax, rate / 10 if unit == "‰" else rate, trial.amount or Decimal(0))


def same_number(one: str, other: str) -> bool:
    """Whether two spellings are of one number: ``SETP 990`` and ``SETP-990``."""
    return _bare(one) == _bare(other) != ""


def _bare(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())
