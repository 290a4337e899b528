"""Lines and taxes of a document for the rules, with what the document itself proves about a line."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from functions.finance.domain import utilities
from functions.finance.domain.checks import tolerance
from functions.finance.domain.document import IVA, Line, StatedTax, sum_of
from functions.finance.domain.money import PESO, ZERO
from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.document import Document, DocumentKind, Tax
from functions.finance.extraction.document import Line as ReadLine
from functions.finance.extraction.values import Money
from functions.finance.service.acceptance.fields import Fields
from functions.finance.service.acceptance.sums import amount_of, stated_lines

_FUEL_TAXES = frozenset({"24", "25"})
"""DIAN's codes of the national tax and of the surcharge on fuels: who charges them sells fuel."""

FUEL = "combustibles"


def lines_of(document: Document, fields: Fields, *, confirmed: bool) -> tuple[Line, ...]:
    """The lines with their amounts; none, where one of them has no amount."""
    if not stated_lines(document):
        return ()
    lines = tuple(_line(position, line, document, fields, confirmed) for position, line in enumerate(document.lines))
    if document.kind.value is DocumentKind.UTILITY_BILL:
        prior = amount_of(document.prior_balance) or ZERO
        return _of_this_bill(lines, document, prior)
    return lines


def taxes_of(document: Document, fields: Fields, *, confirmed: bool) -> tuple[StatedTax, ...]:
    """The taxes in sum, as stated; added up from the lines, where they stand only there."""
    if document.taxes:
        only = amount_of(document.subtotal) or amount_of(document.line_total) if len(document.taxes) == 1 else None
        return tuple(_taxes(document.taxes, "taxes", fields, confirmed=confirmed, base=only))
    by_line = [tax for line in document.lines for tax in line.taxes]
    if by_line:
        return _added_up(_taxes(by_line, "taxes", fields, confirmed=confirmed))
    if _untaxed_amounts_differ(document):
        fields.missing("taxes")
    return ()


def _line(position: int, line: ReadLine, document: Document, fields: Fields, confirmed: bool) -> Line:  # noqa: FBT001
    field = f"lines[{position}]"
    money = fields.deciding(f"{field}.amount", line.line_total, confirmed=confirmed)
    if line.principal.value:
        detail = f"line {position + 1} is income of a third party"
        fields.note(ReasonCode.OUTSIDE_RULES, detail, f"{field}.principal")
    description = line.description.value or ""
    rated = [tax for tax in line.taxes if tax.amount.value is not None or not document.taxes]
    taxes = tuple(_taxes(rated, f"{field}.taxes", fields, confirmed=confirmed))
    known = Line(amount=money.amount if money else ZERO, description=description, taxes=taxes)
    return _proven(known, document)


def _proven(line: Line, document: Document) -> Line:
    """With concept and purpose where the document proves them: what is taxed as fuel, what a utility bill charges."""
    alone = tuple(document.taxes) if len(document.lines) == 1 else ()
    schemes = {tax.scheme for tax in line.taxes} | {tax.scheme.value for tax in alone}
    if schemes & _FUEL_TAXES:
        return replace(line, concept=FUEL)
    if document.kind.value is DocumentKind.UTILITY_BILL:
        service = utilities.service_of(line.description)
        return replace(line, concept=service.concept, purpose=service.purpose) if service else line
    return line


def _taxes(
    taxes: tuple[Tax, ...] | list[Tax], field: str, fields: Fields, *, confirmed: bool, base: Decimal | None = None
) -> Iterator[StatedTax]:
    """The taxes; one without base has the `base` given, if its rate makes its amount of that."""
    for tax in taxes:
        scheme = fields.needed(f"{field}.scheme", tax.scheme, confirmed=confirmed)
        amount = fields.needed(f"{field}.amount", tax.amount, confirmed=confirmed)
        if scheme is None or amount is None:
            continue
        rate = fields.deciding(f"{field}.rate", tax.rate, confirmed=confirmed)
        if scheme != IVA and not amount.amount and not rate:
            continue  # DIAN's documents list taxes that are not charged; only IVA at 0 % says something
        stated = fields.deciding(f"{field}.base", tax.base, confirmed=confirmed)
        known = stated.amount if stated else _proven_base(base, rate, amount)
        if known is None and rate is not None and amount.amount:
            fields.missing(f"{field}.base")
        yield StatedTax(scheme=scheme, rate=rate, base=known or ZERO, amount=amount.amount)


def _proven_base(base: Decimal | None, rate: Decimal | None, amount: Money) -> Decimal | None:
    if base is None or rate is None:
        return None
    off = abs(base * rate / 100 - amount.amount)
    return base if off <= tolerance(amount.currency or PESO) else None


def _added_up(taxes: Iterator[StatedTax]) -> tuple[StatedTax, ...]:
    sums: dict[tuple[str, Decimal | None], StatedTax] = {}
    for tax in taxes:
        key = tax.scheme, tax.rate
        known = sums.get(key)
        sums[key] = replace(tax, base=known.base + tax.base, amount=known.amount + tax.amount) if known else tax
    return tuple(sums.values())


def _untaxed_amounts_differ(document: Document) -> bool:
    """Whether there is a tax that is not broken down: which one it is, nobody knows."""
    if amount_of(document.tax_total):
        return True
    subtotal, total = amount_of(document.subtotal), amount_of(document.total)
    return subtotal is not None and total is not None and subtotal < total


def _of_this_bill(lines: tuple[Line, ...], document: Document, prior: Decimal) -> tuple[Line, ...]:
    """Without the balance of earlier bills, where the lines hold it: on one of its own, or inside one of no service.

    What is left of such a line has no purpose: a person says what it is.
    """
    payable = amount_of(document.payable) or amount_of(document.total)
    taxes = amount_of(document.tax_total) or sum((amount_of(tax.amount) or ZERO for tax in document.taxes), ZERO)
    holds_prior = prior > 0 and payable is not None
    if not holds_prior or payable is None or abs(sum_of(lines) + taxes - payable) > tolerance(_currency(document)):
        return lines
    own = [position for position, line in enumerate(lines) if line.amount == prior and line.purpose is None]
    around = [position for position, line in enumerate(lines) if line.amount > prior and line.purpose is None]
    candidates = own or around
    if len(candidates) != 1:
        return lines
    found = candidates[0]
    rest = () if own else (replace(lines[found], amount=lines[found].amount - prior),)
    return (*lines[:found], *rest, *lines[found + 1 :])


def _currency(document: Document) -> str:
    return document.currency.value or PESO
