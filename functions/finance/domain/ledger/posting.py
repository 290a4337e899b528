"""What a checked document and its withholdings become in the books.

Purchase: cost and deductible IVA against what is withheld and what the supplier gets. Sale: what the customer owes
against income and IVA, and what the customer withholds against what it owes. A credit note is its invoice with the
sides changed.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from functions.finance.domain.checks import sums
from functions.finance.domain.document import IVA, Direction, Document, Line, StatedTax, sum_of
from functions.finance.domain.ledger.chart import Chart
from functions.finance.domain.ledger.entry import JournalEntry, Movement, entry
from functions.finance.domain.money import ZERO
from functions.finance.domain.taxes.assessment import Assessment, Trial

Means = Literal["cash", "bank"]

ADVANCE = "advance"
"""Memo of the line of a payment for which nothing is owed yet."""


class NotPostableError(ValueError):
    """The document is not checked: its parts do not make what it states, or something is not known."""


def entry_of(document: Document, assessment: Assessment, chart: Chart, *, deducts_vat: bool) -> JournalEntry:
    """The entry of a document, on its day of issue, in COP.

    Args:
        document: checked: its parts make its sums, within the tolerance that the entry books as rounding.
        assessment: decided; of a purchase what we withhold, of a sale what our customer does.
        chart: accounts by role.
        deducts_vat: whether the company is responsable de IVA; otherwise the IVA it pays is part of the cost.

    Raises:
        NotPostableError: the parts do not make the sums, or a line has neither concept, purpose nor account.
        UndecidedError: a person has to decide on a withholding first.
        AccountMissingError: no account is chosen for something.
        UnbalancedError: there is nothing to post.
        UnconvertedError: a foreign currency without a rate.
    """
    for finding in sums(document):
        raise NotPostableError(finding.detail)
    document = document.in_pesos()
    if document.direction == "purchase":
        movements, other = _purchase(document, assessment, chart, deducts_vat=deducts_vat), document.seller
    else:
        movements, other = _sale(document, assessment, chart), document.buyer
    sign = -1 if document.kind == "credit_note" else 1
    signed = (Movement(one.account, one.amount * sign, one.memo) for one in movements)
    memo = f"{document.kind} {document.number or ''}".strip()
    return entry(document.issue_date, memo, signed, party=other.nit.number if other.nit else None)


def payment_entry(
    amount: Decimal,
    on: date,
    chart: Chart,
    *,
    direction: Direction,
    means: Means,
    party: str | None,
    advance: Decimal = ZERO,
) -> JournalEntry:
    """A payment to a supplier, or one from a customer, in COP; `advance` is the part of it that nothing is owed for."""
    is_purchase, sign = direction == "purchase", 1 if direction == "purchase" else -1
    owed = chart.account("suppliers" if is_purchase else "customers")
    advances = chart.account("advances_paid" if is_purchase else "advances_received")
    movements = [
        Movement(owed, (amount - advance) * sign, "payment"),
        Movement(advances, advance * sign, ADVANCE),
        Movement(chart.account(means), -amount * sign, "payment"),
    ]
    return entry(on, "payment", movements, party=party)


def _purchase(document: Document, assessment: Assessment, chart: Chart, *, deducts_vat: bool) -> Iterator[Movement]:
    yield from _costs(document, chart, deducts_vat=deducts_vat)
    if deducts_vat:
        yield Movement(chart.account("vat_deductible"), document.vat, "IVA")
    yield Movement(chart.account("sundry"), document.charges, "charges")
    yield Movement(chart.account("discounts_received"), -document.allowances, "allowances")
    yield Movement(chart.account("advances_paid"), -document.prepaid, "prepaid")
    yield _rounding(_off(document), chart)
    for trial in assessment.applied():
        yield Movement(_withheld_account(trial, chart), -_amount(trial), trial.rule_id)
    yield Movement(chart.account("suppliers"), assessment.withheld() - document.recognised, "payable")


def _sale(document: Document, assessment: Assessment, chart: Chart) -> Iterator[Movement]:
    yield Movement(chart.account("customers"), document.recognised, "receivable")
    for line in document.lines:
        yield Movement(_income_account(line, chart), -line.amount, line.concept or "sales")
    yield Movement(chart.account("vat_charged"), -document.vat, "IVA")
    yield Movement(chart.account("other_taxes_payable"), document.vat - document.tax_total, "other taxes")
    yield Movement(chart.account("sales"), -document.charges, "charges")
    yield Movement(chart.account("discounts_granted"), document.allowances, "allowances")
    yield Movement(chart.account("advances_received"), document.prepaid, "prepaid")
    yield _rounding(-_off(document), chart)
    for trial in assessment.applied():
        yield Movement(chart.account(f"suffered_{trial.tax}"), _amount(trial), trial.rule_id)
    yield Movement(chart.account("customers"), -assessment.withheld(), "withheld by the customer")


def _costs(document: Document, chart: Chart, *, deducts_vat: bool) -> Iterator[Movement]:
    """Lines with the taxes that are part of their cost; what is stated only in sum is a cost of the largest line."""
    unassigned = _cost(document.taxes, deducts_vat=deducts_vat)
    for line in document.lines:
        taxes = _cost(line.taxes, deducts_vat=deducts_vat)
        unassigned -= taxes
        yield Movement(cost_account(line, chart), line.amount + taxes, line.purpose or line.concept or "cost")
    if unassigned:
        largest = max(document.lines, key=lambda line: line.amount)
        yield Movement(cost_account(largest, chart), unassigned, "taxes that are part of the cost")


def _cost(taxes: tuple[StatedTax, ...], *, deducts_vat: bool) -> Decimal:
    return sum((tax.amount for tax in taxes if not (deducts_vat and tax.scheme == IVA)), ZERO)


def cost_account(line: Line, chart: Chart) -> str:
    """The account of what a line costs.

    Raises:
        NotPostableError: it has neither concept, purpose nor account.
        AccountMissingError: the chart has no such account.
    """
    if line.account:
        return chart.chosen(line.account)
    if line.purpose:
        return chart.account(line.purpose)
    if line.concept is None:
        raise NotPostableError("a line has neither concept nor purpose nor account")
    return chart.cost_of(line.concept)


def _income_account(line: Line, chart: Chart) -> str:
    return chart.chosen(line.account) if line.account else chart.account(line.purpose or "sales")


def _rounding(amount: Decimal, chart: Chart) -> Movement:
    return Movement(chart.account("rounding_losses" if amount > 0 else "rounding_gains"), amount, "rounding")


def _off(document: Document) -> Decimal:
    """By how much the payable is more than the sum of the parts."""
    parts = sum_of(document.lines) + document.tax_total
    return document.payable - document.computed_payable + document.total - parts


def _withheld_account(trial: Trial, chart: Chart) -> str:
    if trial.tax == "renta":
        return chart.withheld_from(trial.subject)
    return chart.account("withheld_vat" if trial.tax == "reteiva" else "withheld_ica")


def _amount(trial: Trial) -> Decimal:
    return trial.amount or ZERO
