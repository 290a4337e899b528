"""From a document to the question that the tax rules answer."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from functions.finance.domain.document import Document, Line, sum_of, vat_of
from functions.finance.domain.money import ZERO
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.taxes.assessment import EarlierBase, TaxableLine, Transaction
from functions.finance.domain.taxes.errors import AttributeMissingError

_OWN_ROUNDING = Decimal(1)


def transaction_of(
    document: Document,
    *,
    supplier: TaxProfile,
    buyer: TaxProfile,
    paid_on: date | None = None,
    performed_in: str | None = None,
    contracts_this_year: Decimal = ZERO,
    earlier_this_month: Collection[EarlierBase] = (),
) -> Transaction:
    """What the tax rules have to know of a document; see `Transaction` for the parts that are not on it.

    Raises:
        AttributeMissingError: no lines, or IVA stated in sum only for lines of several concepts.
        UnconvertedError: a foreign currency without a rate.
    """
    return Transaction(
        lines=taxable_lines(document),
        supplier=supplier,
        buyer=buyer,
        issue_date=document.issue_date,
        paid_on=paid_on,
        performed_in=performed_in,
        contracts_this_year=contracts_this_year,
        earlier_this_month=tuple(earlier_this_month) if document.kind == "payment_request" else (),
    )


def taxable_lines(document: Document) -> tuple[TaxableLine, ...]:
    """The lines of a document in COP; one line, where IVA is stated in sum only.

    Raises:
        AttributeMissingError: no lines, or IVA stated in sum only for lines of several concepts.
        UnconvertedError: a foreign currency without a rate.
    """
    if not document.lines:
        raise AttributeMissingError("lines")
    document = document.in_pesos()
    by_line = sum((vat_of(line.taxes) for line in document.lines), ZERO)
    if abs(by_line - document.vat) <= _OWN_ROUNDING:
        return tuple(_taxable_line(line) for line in document.lines)
    concepts = {line.concept for line in document.lines}
    if len(concepts) > 1:
        raise AttributeMissingError("line.taxes")
    aiu = [line.aiu for line in document.lines if line.aiu is not None]
    known_aiu = sum(aiu, ZERO) if len(aiu) == len(document.lines) else None
    return (TaxableLine(base=sum_of(document.lines), vat=document.vat, concept=concepts.pop(), aiu=known_aiu),)


def _taxable_line(line: Line) -> TaxableLine:
    return TaxableLine(base=line.amount, vat=vat_of(line.taxes), concept=line.concept, aiu=line.aiu)
