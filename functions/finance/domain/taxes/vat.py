"""IVA and INC of a supply, for whoever asks what they would be; on a document what is stated counts, and is checked."""

from datetime import date
from decimal import Decimal

from functions.finance.domain.document import IVA, StatedTax
from functions.finance.domain.taxes.rows import Category
from functions.finance.domain.taxes.tables import TaxTables

INC = "04"

_CATEGORIES: dict[str, frozenset[Category]] = {
    IVA: frozenset({"general", "reduced", "exempt"}),
    INC: frozenset({"restaurants", "telephony", "vehicles", "special"}),
}


def iva(base: Decimal, category: Category | None, on: date, tables: TaxTables) -> StatedTax | None:
    """IVA of a supply, to the cent.

    Args:
        base: in COP.
        category: general, reduced or exempt (exento, 0 %); None for excluido, which has no IVA at all.
        on: day of the supply.
        tables: the rows in force.

    Raises:
        RowMissingError: no row for the day.
        ValueError: no category of IVA.
    """
    return None if category is None else _tax(IVA, base, category, on, tables)


def inc(base: Decimal, category: Category, on: date, tables: TaxTables) -> StatedTax:
    """INC of a supply, to the cent; never IVA, and never deductible.

    Args:
        base: in COP.
        category: restaurants, telephony, vehicles or special.
        on: day of the supply.
        tables: the rows in force.

    Raises:
        RowMissingError: no row for the day.
        ValueError: no category of INC.
    """
    return _tax(INC, base, category, on, tables)


def _tax(scheme: str, base: Decimal, category: Category, on: date, tables: TaxTables) -> StatedTax:
    if category not in _CATEGORIES[scheme]:
        raise ValueError(f"{category} is no category of tax {scheme}")
    row = tables.rate_of(scheme, category, on)
    return StatedTax(scheme=scheme, base=base, amount=row.percent.of(base), rate=row.percent.value)
