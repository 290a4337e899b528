"""The amounts of a document: taken as stated, or worked out of those that are stated where one equation allows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from functions.finance.domain.checks import tolerance
from functions.finance.domain.document import Line, StatedTax, sum_of
from functions.finance.domain.money import PESO, ZERO
from functions.finance.extraction.document import Document, DocumentKind
from functions.finance.extraction.values import Money, Value
from functions.finance.service.acceptance.fields import Fields, proposed_fields

ADJUSTMENT = "document allowances and charges"

_AMOUNTS = frozenset({"subtotal", "tax_total", "total"})


@dataclass(frozen=True, kw_only=True)
class Sums:
    """The amounts of a document, in its currency; None where neither it nor an equation tells."""

    lines: tuple[Line, ...]
    line_total: Decimal | None
    total: Decimal | None
    payable: Decimal | None
    allowances: Decimal
    charges: Decimal
    prepaid: Decimal
    prior_balance: Decimal


def sums_of(
    document: Document, lines: tuple[Line, ...], taxes: tuple[StatedTax, ...], fields: Fields, *, confirmed: bool
) -> Sums:
    """Every amount of a document, with findings for those that are missing or unsure.

    Args:
        document: as it was read and edited.
        lines: with their amounts, empty if it states none.
        taxes: in sum.
        fields: collects the findings.
        confirmed: whether the sums close, see `close`.
    """
    taken = {
        name: _amount(fields.deciding(name, getattr(document, name), confirmed=confirmed))
        for name in ("total", "payable", "allowances", "charges", "prepaid", "prior_balance", "rounding")
    }
    prior, prepaid = taken["prior_balance"] or ZERO, taken["prepaid"] or ZERO
    allowances, charges = _after_tax(document, taken)
    tax_total = sum((tax.amount for tax in taxes), ZERO)
    after_tax = charges - allowances - prepaid
    total, payable = taken["total"], taken["payable"]
    if document.kind.value is DocumentKind.UTILITY_BILL and prior and total is not None and payable in {None, total}:
        total, payable = _without_prior(document, lines, total, tax_total, prior)
    if total is None and payable is not None:
        total = payable - after_tax - prior
    elif payable is None and total is not None:
        payable = total + after_tax + prior
    if total is None:
        fields.needed("total", document.total)
    line_total = _line_total(document, lines, total, tax_total)
    lines = _with_adjustment(document, lines, line_total)
    return Sums(
        lines=lines,
        line_total=line_total,
        total=total,
        payable=payable,
        allowances=allowances,
        charges=charges,
        prepaid=prepaid,
        prior_balance=prior,
    )


def close(document: Document) -> bool:
    """Whether what is stated closes by two equations that share no more than one amount, none of them proposed.

    One is that lines or subtotal and taxes make the total; the other that the lines make the subtotal, or that each tax
    is its rate of its base. One equation alone is what misread documents pass as well.
    """
    if _AMOUNTS.intersection(proposed_fields(document)):
        return False
    currency = document.currency.value or PESO
    subtotal = _amount(document.subtotal.value or document.line_total.value)
    total, taxes = _amount(document.total.value), _tax_amounts(document)
    if subtotal is None or total is None or taxes is None or not document.taxes:
        return False
    if abs(subtotal + taxes - total) > tolerance(currency):
        return False
    return _lines_make(document, currency) or _rates_make(document, currency)


def stated_lines(document: Document) -> bool:
    """Whether every line that was read has its amount."""
    return bool(document.lines) and all(line.line_total.value is not None for line in document.lines)


def _lines_make(document: Document, currency: str) -> bool:
    stated = _amount(document.line_total.value or document.subtotal.value)
    if stated is None or len(document.lines) < 2 or not stated_lines(document):  # noqa: PLR2004 - one is the subtotal again
        return False
    amounts = (line.line_total.value.amount for line in document.lines if line.line_total.value)
    return abs(sum(amounts, ZERO) - stated) <= tolerance(currency)


def _rates_make(document: Document, currency: str) -> bool:
    subtotal = _amount(document.subtotal.value or document.line_total.value)
    for tax in document.taxes:
        rate, amount = tax.rate.value, _amount(tax.amount.value)
        base = _amount(tax.base.value) or (subtotal if len(document.taxes) == 1 else None)
        if not rate or amount is None or base is None or abs(base * rate / 100 - amount) > tolerance(currency):
            return False
    return True


def _tax_amounts(document: Document) -> Decimal | None:
    amounts = [_amount(tax.amount.value) for tax in document.taxes]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if len(known) == len(amounts) else _amount(document.tax_total.value)


def _after_tax(document: Document, taken: dict[str, Decimal | None]) -> tuple[Decimal, Decimal]:
    """Allowances and charges after taxes; those before them are a line, and what is rounded counts as either."""
    rounding = taken["rounding"] or ZERO
    before_tax = _adjustment(document) != 0
    allowances = ZERO if before_tax else taken["allowances"] or ZERO
    charges = ZERO if before_tax else taken["charges"] or ZERO
    return allowances + max(-rounding, ZERO), charges + max(rounding, ZERO)


def _adjustment(document: Document) -> Decimal:
    """By how much allowances and charges before taxes change the sum of the lines, as in EN 16931."""
    subtotal, line_total = _amount(document.subtotal.value), _amount(document.line_total.value)
    return ZERO if subtotal is None or line_total is None else subtotal - line_total


def _without_prior(
    document: Document, lines: Sequence[Line], total: Decimal, tax_total: Decimal, prior: Decimal
) -> tuple[Decimal, Decimal]:
    """Total and payable of a utility bill that prints one sum: it holds the prior balance unless the parts make it."""
    parts = sum_of(lines) if lines else _amount(document.subtotal.value or document.line_total.value)
    if parts is not None and abs(parts + tax_total - total) <= tolerance(document.currency.value or PESO):
        return total, total + prior
    return total - prior, total


def _line_total(document: Document, lines: Sequence[Line], total: Decimal | None, tax_total: Decimal) -> Decimal | None:
    stated = _amount(document.subtotal.value or document.line_total.value)
    if stated is not None:
        return stated
    if lines:
        return sum_of(lines)
    return None if total is None else total - tax_total


def _with_adjustment(document: Document, lines: tuple[Line, ...], line_total: Decimal | None) -> tuple[Line, ...]:
    if not lines:
        return () if line_total is None else (Line(amount=line_total),)
    adjustment = _adjustment(document)
    return (*lines, Line(amount=adjustment, description=ADJUSTMENT)) if adjustment else lines


def _amount(money: Money | None) -> Decimal | None:
    return None if money is None else money.amount


def amount_of(value: Value[Money]) -> Decimal | None:
    """The bare amount of a value."""
    return _amount(value.value)
