"""The tables together: what rules on a day, or an error that says that nothing does."""

import tomllib
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import model_validator

from functions.finance.domain.taxes.errors import RowMissingError, UvtMissingError
from functions.finance.domain.taxes.rows import (
    Category,
    Concept,
    Exemption,
    Municipality,
    ReteIvaRow,
    Row,
    Scheme,
    SomeRow,
    StatedRate,
    UvtRow,
    Window,
    in_force,
)
from functions.finance.domain.taxes.thresholds import Threshold

_DATA = Path(__file__).with_name("data")

Found = TypeVar("Found")


class TaxTables(Row):
    """All rows. A company's own rows and newer ones replace what is published through `replacing`.

    Raises:
        ValidationError: two rows rule the same question on the same day, or a row breaks its limits.
    """

    uvt: tuple[UvtRow, ...]
    windows: tuple[Window, ...]
    concepts: tuple[Concept, ...]
    schemes: tuple[Scheme, ...]
    rates: tuple[StatedRate, ...]
    reteiva: tuple[ReteIvaRow, ...]
    municipalities: tuple[Municipality, ...]
    exemptions: tuple[Exemption, ...]

    @model_validator(mode="after")
    def _no_two_rows_rule_the_same(self) -> Self:
        _refuse_overlaps(self.uvt, key=lambda _: "uvt")
        _refuse_overlaps(self.windows, key=lambda _: "windows")
        _refuse_overlaps(self.rates, key=lambda row: (row.scheme, row.percent))
        _refuse_overlaps(self.reteiva, key=lambda row: row.non_resident)
        _refuse_overlaps(self.municipalities, key=lambda row: row.code)
        _refuse_overlaps(self.exemptions, key=lambda row: row.id)
        _refuse_repeats("concept", (concept.id for concept in self.concepts))
        _refuse_repeats("scheme", (code for scheme in self.schemes for code in scheme.codes))
        return self

    def replacing(self, **tables: Any) -> "TaxTables":
        """The same with whole tables replaced, checked as if they were loaded."""
        unchanged = {name: getattr(self, name) for name in type(self).model_fields}
        return TaxTables.model_validate(unchanged | tables)

    def uvt_on(self, on: date) -> Decimal:
        """The UVT of a day, in COP.

        Raises:
            UvtMissingError: no row for the day.
        """
        row = in_force(self.uvt, on)
        if row is None:
            raise UvtMissingError(f"no UVT is established for {on}")
        return row.value

    def threshold(self, count: Decimal, on: date) -> Threshold:
        """So many UVT of a day, in COP.

        Raises:
            UvtMissingError: no row for the day.
        """
        return Threshold.of(count, self.uvt_on(on))

    def window_on(self, on: date) -> Window:
        """The window of a day.

        Raises:
            RowMissingError: no row for the day.
        """
        return _found(in_force(self.windows, on), f"no bases of withholding are established for {on}")

    def concept(self, concept_id: str) -> Concept:
        """A concept by its id.

        Raises:
            RowMissingError: there is none.
        """
        found = next((concept for concept in self.concepts if concept.id == concept_id), None)
        return _found(found, f"no concept {concept_id}")

    def reteiva_on(self, on: date, *, non_resident: bool) -> ReteIvaRow:
        """How much of the IVA is withheld.

        Raises:
            RowMissingError: no row for the day.
        """
        rows = (row for row in self.reteiva if row.non_resident == non_resident)
        return _found(in_force(rows, on), f"no rate of reteIVA is established for {on}")

    def municipality(self, code: str, on: date) -> Municipality:
        """ICA withholding of a municipality on a day.

        Raises:
            RowMissingError: no row for the municipality and the day.
        """
        rows = (row for row in self.municipalities if row.code == code)
        return _found(in_force(rows, on), f"no rates of reteICA are established for {code} on {on}")

    def exemption(self, exemption_id: str, on: date) -> Exemption:
        """The row that says why nothing is withheld.

        Raises:
            RowMissingError: it does not rule on the day.
        """
        rows = (row for row in self.exemptions if row.id == exemption_id)
        return _found(in_force(rows, on), f"{exemption_id} is not established for {on}")

    def scheme(self, code: str) -> Scheme | None:
        """What a tax of this DIAN code is; None if the code is not one of theirs."""
        return next((scheme for scheme in self.schemes if code in scheme.codes), None)

    def has_rates(self, scheme: str) -> bool:
        """Whether a tax is one of fixed rates; others are per unit, or are carried through as stated."""
        return any(row.scheme == scheme for row in self.rates)

    def stated_rate(self, scheme: str, percent: Decimal, on: date) -> StatedRate | None:
        """The row of a rate that a document states; None if no such rate is in force."""
        rows = (row for row in self.rates if row.scheme == scheme and row.percent.value == percent)
        return in_force(rows, on)

    def rate_of(self, scheme: str, category: Category, on: date) -> StatedRate:
        """The rate of IVA or INC of a category of supplies.

        Raises:
            RowMissingError: no row for the day.
        """
        rows = (row for row in self.rates if (row.scheme, row.category) == (scheme, category))
        return _found(in_force(rows, on), f"no rate {category} of scheme {scheme} is established for {on}")


@cache
def published_tables() -> TaxTables:
    """The tables of this repository, read once.

    Raises:
        ValidationError: a row is not well formed.
    """
    tables: dict[str, Any] = {}
    for path in sorted(_DATA.glob("*.toml")):
        tables |= tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return TaxTables.model_validate(tables)


def _found(row: Found | None, otherwise: str) -> Found:
    if row is None:
        raise RowMissingError(otherwise)
    return row


def _refuse_overlaps(rows: Iterable[SomeRow], key: Callable[[SomeRow], Hashable]) -> None:
    for one, other in combinations(rows, 2):
        if key(one) == key(other) and one.overlaps(other):
            raise ValueError(f"two rows rule {key(one)} on {max(one.valid_from, other.valid_from)}")


def _refuse_repeats(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ValueError(f"two rows for {what} {one}")
        seen.add(one)
