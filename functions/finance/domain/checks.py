"""What a document must satisfy to be posted without a person: the checks that need nothing but its own values.

That two extractors agree, that page, XML and QR say the same, and that nothing is hidden, extraction says.
"""

from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from functions.finance.domain.cufe import is_code
from functions.finance.domain.document import Document, Party, StatedTax, sum_of
from functions.finance.domain.money import PESO
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.taxes.tables import TaxTables

OLDEST_YEARS = 5
_TOLERANCE = {PESO: Decimal(1)}
_TOLERANCE_ELSEWHERE = Decimal("0.02")


def check(document: Document, tables: TaxTables, *, today: date) -> tuple[Finding, ...]:
    """Everything there is to say about a document, in its own currency; nothing, if all checks are green."""
    return (
        *_kind(document),
        *_parties(document),
        *_code(document),
        *_currency(document),
        *sums(document),
        *_taxes(document, tables),
        *_dates(document, today),
        *_numbering(document),
    )


def sums(document: Document) -> Iterator[Finding]:
    """Each sum that its parts do not make, within the tolerance; without one, the document can be posted."""
    stated_and_computed = (
        ("line_total", document.line_total, sum_of(document.lines)),
        ("total", document.total, document.line_total + document.tax_total),
        ("payable", document.payable, document.computed_payable),
    )
    for field, stated, computed in stated_and_computed:
        if abs(stated - computed) > tolerance(document.currency):
            yield Finding(ReasonCode.ARITHMETIC, f"{field} is {stated}, its parts give {computed}", field)


def tolerance(currency: str) -> Decimal:
    """By how much sums may differ: one peso, or two cents elsewhere."""
    return _TOLERANCE.get(currency, _TOLERANCE_ELSEWHERE)


def _kind(document: Document) -> Iterator[Finding]:
    if document.kind == "payment_request":
        yield Finding(
            ReasonCode.DOCUMENTO_SOPORTE,
            "a cuenta de cobro is no invoice: the buyer has to issue a documento soporte",
            "kind",
        )
    if document.kind == "reimbursement":
        yield Finding(ReasonCode.REIMBURSEMENT, "supports of a reimbursement are approved by a person", "kind")
    if document.prior_balance:
        yield Finding(
            ReasonCode.PRIOR_BALANCE,
            f"{document.prior_balance} are owed from earlier bills; {document.recognised} belong to this one",
            "prior_balance",
        )


def _parties(document: Document) -> Iterator[Finding]:
    for field, party in (("seller", document.seller), ("buyer", document.buyer)):
        yield from _party(field, party)


def _party(field: str, party: Party) -> Iterator[Finding]:
    if party.nit and not party.nit.is_consistent:
        right = party.nit.complete().dv
        yield Finding(ReasonCode.NIT_DV, f"{party.nit} has check digit {right}", f"{field}.nit")


def _code(document: Document) -> Iterator[Finding]:
    if document.cufe is not None and not is_code(document.cufe):
        yield Finding(ReasonCode.CUFE_FORMAT, "the code is not 96 lower-case hexadecimal digits", "cufe")


def _currency(document: Document) -> Iterator[Finding]:
    if document.currency != PESO and not document.exchange_rate:
        yield Finding(ReasonCode.CURRENCY, f"{document.currency} without an exchange rate", "exchange_rate")


def _taxes(document: Document, tables: TaxTables) -> Iterator[Finding]:
    for tax in document.taxes:
        yield from _stated_amount(tax, document.currency)
        yield from _stated_rate(tax, document.issue_date, tables)


def _stated_amount(tax: StatedTax, currency: str) -> Iterator[Finding]:
    if tax.rate is None:
        return
    computed = tax.base * tax.rate / 100
    if abs(tax.amount - computed) > tolerance(currency):
        detail = f"tax {tax.scheme} of {tax.amount} is not {tax.rate} % of {tax.base}"
        yield Finding(ReasonCode.ARITHMETIC, detail, "taxes")


def _stated_rate(tax: StatedTax, on: date, tables: TaxTables) -> Iterator[Finding]:
    scheme = tables.scheme(tax.scheme)
    if scheme is None or not scheme.owed:
        yield Finding(ReasonCode.TAX_RATE, f"{tax.scheme} is no tax that is owed on a document", "taxes")
        return
    if not tables.has_rates(tax.scheme):
        return
    row = None if tax.rate is None else tables.stated_rate(tax.scheme, tax.rate, on)
    if row is None:
        yield Finding(ReasonCode.TAX_RATE, f"{scheme.name} has no rate of {tax.rate} % on {on}", "taxes")
    elif not row.automatic:
        yield Finding(ReasonCode.TAX_RATE, f"{scheme.name} at {row.percent} is special: {row.norma}", "taxes")


def _dates(document: Document, today: date) -> Iterator[Finding]:
    issued = document.issue_date
    if not _years_before(today, OLDEST_YEARS) <= issued <= today + timedelta(days=1):
        detail = f"issued on {issued}, seen on {today}"
        yield Finding(ReasonCode.DATE_IMPLAUSIBLE, detail, "issue_date")
    if document.due_date and document.due_date < issued:
        detail = f"due on {document.due_date}, before it was issued on {issued}"
        yield Finding(ReasonCode.DUE_BEFORE_ISSUE, detail, "due_date")


def _years_before(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29) and not isleap(day.year - years):
        return date(day.year - years, 2, 28)
    return day.replace(year=day.year - years)


def _numbering(document: Document) -> Iterator[Finding]:
    if document.numbering is None or document.number is None:
        return
    if not document.numbering.covers(document.number):
        detail = f"{document.number} is outside the authorised range"
        yield Finding(ReasonCode.NUMBERING, detail, "number")
    if not document.numbering.valid_from <= document.issue_date <= document.numbering.valid_to:
        detail = f"the range was authorised from {document.numbering.valid_from} to {document.numbering.valid_to}"
        yield Finding(ReasonCode.NUMBERING, detail, "issue_date")
