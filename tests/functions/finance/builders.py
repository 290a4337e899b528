"""Builders of what the finance tests speak of: a supplier, a buyer and a purchase of one line."""

from datetime import date
from decimal import Decimal
from typing import Any

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


def assessed(transaction: Transaction, tables: TaxTables | None = None, *, confirmed: bool = True) -> Assessment:
    """Its assessment, for a company whose accountant has confirmed every rule there is, or none."""
    tables = tables or published_tables()
    return assess(transaction, tables, confirmed=_Everything() if confirmed else ())


class _Everything(frozenset[str]):
    def __contains__(self, _: object) -> bool:
        return True
