"""Builders of what the finance tests speak of: a supplier, a buyer and a purchase of one line."""

from datetime import date
from decimal import Decimal
from typing import Any

from functions.finance.domain.document import IVA, Document, Line, Party, StatedTax
from functions.finance.domain.nit import parse_nit
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.taxes.assessment import Assessment, TaxableLine, Transaction
from functions.finance.domain.taxes.tables import TaxTables, published_tables
from functions.finance.domain.taxes.withholdings import assess

BOGOTA, MEDELLIN, CALI = "11001", "05001", "76001"


def a_company(*responsibilities: str, **attributes: Any) -> TaxProfile:
    """A Colombian company that charges IVA."""
    known: dict[str, Any] = {
        "person_type": "legal",
        "responsibilities": frozenset(responsibilities),
        "vat_responsible": True,
        "resident": True,
        "withholds_ica_in": frozenset(),
    }
    return TaxProfile(**(known | attributes))


def a_person(*responsibilities: str, files: bool | None, **attributes: Any) -> TaxProfile:
    """A natural person who lives in Colombia and does not charge IVA."""
    known = {"person_type": "natural", "files_income_tax": files, "vat_responsible": False}
    return a_company(*responsibilities, **(known | attributes))


def a_purchase(base: str, concept: str | None, on: str, *, vat: str = "0", **parts: Any) -> Transaction:
    """One line from a company to a company that withholds income tax only."""
    known: dict[str, Any] = {
        "lines": (TaxableLine(base=Decimal(base), vat=Decimal(vat), concept=concept),),
        "supplier": a_company(),
        "buyer": a_company(),
        "issue_date": date.fromisoformat(on),
    }
    return Transaction(**(known | parts))


def a_tax(base: str, rate: str, amount: str | None = None, scheme: str = IVA) -> StatedTax:
    """A tax in percent, of the amount that it should have unless another is given."""
    computed = (Decimal(base) * Decimal(rate) / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    return StatedTax(
        scheme=scheme, base=Decimal(base), rate=Decimal(rate), amount=Decimal(amount) if amount else computed
    )


def a_document(*lines: Line, **parts: Any) -> Document:
    """A purchase of these lines, whose sums follow from them unless others are given."""
    taxes = parts.pop("taxes", tuple(tax for line in lines for tax in line.taxes))
    line_total = parts.pop("line_total", sum((line.amount for line in lines), Decimal(0)))
    total = parts.pop("total", line_total + sum((tax.amount for tax in taxes), Decimal(0)))
    after_tax = [parts.get(name, Decimal(0)) for name in ("charges", "allowances", "prepaid", "prior_balance")]
    known: dict[str, Any] = {
        "kind": "invoice",
        "direction": "purchase",
        "number": "FE-1",
        "seller": Party("Papelería del Centro SAS", parse_nit("800197268-4")),
        "buyer": Party("Hotel Brisa SAS", parse_nit("830099008-5")),
        "issue_date": date(2025, 10, 10),
        "payable": total + after_tax[0] - after_tax[1] - after_tax[2] + after_tax[3],
    }
    return Document(lines=lines, line_total=line_total, taxes=taxes, total=total, **(known | parts))


def a_line(amount: str, concept: str | None = "servicios_generales", vat: str = "0", **parts: Any) -> Line:
    """A line with IVA at this rate; without a tax, if the rate is 0."""
    taxes = (a_tax(amount, vat),) if Decimal(vat) else ()
    return Line(**({"amount": Decimal(amount), "concept": concept, "taxes": taxes} | parts))


def assessed(transaction: Transaction, tables: TaxTables | None = None, *, confirmed: bool = True) -> Assessment:
    """Its assessment, for a company whose accountant has confirmed every rule there is, or none."""
    tables = tables or published_tables()
    return assess(transaction, tables, confirmed=_Everything() if confirmed else ())


class _Everything(frozenset[str]):
    def __contains__(self, _: object) -> bool:
        return True
