"""Rules: what the rows of several tables make together on a day. A rule decides, explains and is confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from functions.finance.domain.money import Percent, PerMil
from functions.finance.domain.taxes.errors import RowMissingError
from functions.finance.domain.taxes.rows import (
    Concept,
    Confidence,
    IncomeRate,
    Municipality,
    Nature,
    ReteIvaRow,
    SupplierClass,
    Window,
    least,
)
from functions.finance.domain.taxes.tables import TaxTables

Tax = Literal["renta", "reteiva", "reteica"]

NATURES: tuple[Nature, ...] = get_args(Nature)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule of withholding in force.

    Attributes:
        id: stable, ``renta.servicios_generales.declarante.W2``; what an accountant confirms.
        subject: id of a concept, or nature of the supplies.
        uvt: base from which it is withheld; 0 from the first peso.
        up_to_uvt: where `rate` ends and `rate_above` begins, if there are two parts.
    """

    id: str
    tax: Tax
    subject: str
    rate: Percent | PerMil
    uvt: Decimal
    up_to_uvt: Decimal | None = None
    rate_above: Percent | None = None
    valid_from: date
    valid_to: date | None
    norma: str
    source: str
    confidence: Confidence

    @property
    def rate_text(self) -> str:
        """The rate with its unit, ``9.66 ‰``; two where there are two parts."""
        return f"{self.rate} / {self.rate_above}" if self.rate_above else str(self.rate)


def income_rule(concept: Concept, supplier: SupplierClass, on: date, tables: TaxTables) -> Rule:
    """The rule of a concept for a class of suppliers.

    Raises:
        RowMissingError: no rate for them, or no window.
    """
    window = tables.window_on(on)
    rates = (rate for rate in concept.rates if rate.basis in {None, window.basis})
    rate = next((rate for rate in rates if rate.supplier in {"any", supplier}), None)
    if rate is None:
        raise RowMissingError(f"no rate of {concept.id} for {supplier} on {on}")
    return _income(concept, rate, window)


def reteiva_rule(nature: Nature, on: date, tables: TaxTables, *, non_resident: bool) -> Rule:
    """The rule of IVA withholding from services or purchases.

    Raises:
        RowMissingError: no row for the day.
    """
    row = tables.reteiva_on(on, non_resident=non_resident)
    return _reteiva_abroad(row, nature) if non_resident else _reteiva(row, nature, tables.window_on(on))


def reteica_rule(town: Municipality, nature: Nature, activity: str | None) -> Rule:
    """The rule of ICA withholding of an activity; of one that is not known, at the highest rate.

    Raises:
        RowMissingError: no rates are established for the municipality.
    """
    rate = town.rate_of(activity)
    if rate is None:
        raise RowMissingError(f"no rates of activities are established for {town.name}")
    name = "flat" if town.flat_per_mil else activity if town.knows(activity) else "highest"
    return Rule(
        id=f"reteica.{town.code}.{nature}.{name}.{town.valid_from}",
        tax="reteica",
        subject=nature,
        rate=rate,
        uvt=town.base_of(nature),
        valid_from=town.valid_from,
        valid_to=town.valid_to,
        norma=town.norma,
        source=town.source,
        confidence=town.confidence,
    )


def rules_on(on: date, tables: TaxTables) -> Iterator[Rule]:
    """Every rule of withholding of a day.

    Raises:
        UvtMissingError: no UVT is established for the day.
        RowMissingError: no bases of withholding are.
    """
    tables.uvt_on(on)
    window = tables.window_on(on)
    for concept in tables.concepts:
        yield from (_income(concept, rate, window) for rate in concept.rates if rate.basis in {None, window.basis})
    for nature in NATURES:
        yield reteiva_rule(nature, on, tables, non_resident=False)
        yield reteiva_rule(nature, on, tables, non_resident=True)
    for town in tables.municipalities:
        if town.in_force(on):
            yield from _of_town(town)


def _income(concept: Concept, rate: IncomeRate, window: Window) -> Rule:
    return Rule(
        id=f"renta.{concept.id}.{rate.supplier}.{window.id}",
        tax="renta",
        subject=concept.id,
        rate=rate.percent,
        uvt=concept.uvt[window.basis],
        up_to_uvt=rate.up_to_uvt,
        rate_above=rate.percent_above,
        valid_from=window.valid_from,
        valid_to=window.valid_to,
        norma=f"{concept.norma}; {window.norma}",
        source=f"{concept.source}; {window.source}",
        confidence=least(concept.confidence, window.confidence),
    )


def _reteiva(row: ReteIvaRow, nature: Nature, window: Window) -> Rule:
    return Rule(
        id=f"{row.id}.{nature}.{window.id}",
        tax="reteiva",
        subject=nature,
        rate=row.percent,
        uvt=window.base_of(nature),
        valid_from=max(row.valid_from, window.valid_from),
        valid_to=min((end for end in (row.valid_to, window.valid_to) if end), default=None),
        norma=f"{row.norma}; {window.norma}",
        source=f"{row.source}; {window.source}",
        confidence=least(row.confidence, window.confidence),
    )


def _reteiva_abroad(row: ReteIvaRow, nature: Nature) -> Rule:
    return Rule(
        id=f"{row.id}.{nature}",
        tax="reteiva",
        subject=nature,
        rate=row.percent,
        uvt=Decimal(0),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        norma=row.norma,
        source=row.source,
        confidence=row.confidence,
    )


def _of_town(town: Municipality) -> Iterator[Rule]:
    activities: tuple[str | None, ...] = (None, *town.per_mil) if town.per_mil else (None,) if town.flat_per_mil else ()
    for activity in activities:
        yield from (reteica_rule(town, nature, activity) for nature in NATURES)
