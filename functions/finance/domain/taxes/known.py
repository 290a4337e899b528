"""Every rule that there is on some day, by its id, and how far ahead rules are established."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from uuid import UUID

from functions.finance.domain.taxes.errors import RowMissingError
from functions.finance.domain.taxes.rows import Confidence, DatedRow, in_force
from functions.finance.domain.taxes.rules import Rule, rules_on
from functions.finance.domain.taxes.tables import TaxTables, published_tables


@dataclass(frozen=True)
class Confirmation:
    """Who confirmed a rule, and when."""

    by: UUID
    at: datetime


@cache
def published_confidences() -> MappingProxyType[str, Confidence]:
    """How sure each published rule is, by its id."""
    return MappingProxyType(confidences(published_tables()))


def confidences(tables: TaxTables) -> dict[str, Confidence]:
    """How sure each rule is, by its id; exemptions are rules too."""
    rules = {rule.id: rule.confidence for day in _first_days(tables) for rule in _ruling(day, tables)}
    return {**rules, **{row.id: row.confidence for row in tables.exemptions}}


def established_until(tables: TaxTables, on: date) -> date | None:
    """The last day, counted from this one without a gap, that has a UVT and bases of withholding.

    Returns:
        None if this day itself has none; `date.max` if no end is known.
    """
    last, day = None, on
    while rows := _both(tables, day):
        last = min(row.valid_to or date.max for row in rows)
        if last == date.max:
            break
        day = last + timedelta(days=1)
    return last


def _both(tables: TaxTables, day: date) -> tuple[DatedRow, DatedRow] | None:
    uvt, window = in_force(tables.uvt, day), in_force(tables.windows, day)
    return (uvt, window) if uvt and window else None


def _first_days(tables: TaxTables) -> list[date]:
    """Between two of these days nothing changes."""
    rows: tuple[tuple[DatedRow, ...], ...] = (tables.uvt, tables.windows, tables.reteiva, tables.municipalities)
    return sorted({row.valid_from for table in rows for row in table})


def _ruling(day: date, tables: TaxTables) -> Iterator[Rule]:
    try:
        yield from rules_on(day, tables)
    except RowMissingError:
        return
