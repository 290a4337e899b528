"""ReteICA: municipal tax on turnover, withheld where the service is performed.

Source: arts. 342 and 343 Ley 1819 de 2016; the norms of each municipality in its row. Where the buyer sits does not
matter. An activity that is not known takes the highest rate (Bogotá, Ac. 65/2002 art. 11), and a person looks at it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from functions.finance.domain.money import ZERO, PerMil
from functions.finance.domain.profile import Responsibility
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.taxes.assessment import Transaction, Trial
from functions.finance.domain.taxes.errors import CannotDecideError, RowMissingError
from functions.finance.domain.taxes.rows import Confidence, Municipality, Nature
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.domain.taxes.trial import Case, Subject, Tried, band_findings, by_nature, first_case


def withheld_ica(transaction: Transaction, tables: TaxTables) -> Iterator[Tried]:
    """Decide services and purchases, each on its sum before IVA."""
    everything = Subject("reteica", "all", sum((line.base for line in transaction.lines), ZERO))
    try:
        exemption = first_case(_cases(transaction), tables, transaction.tax_point)
        if exemption:
            yield everything.exempt(exemption)
            return
        place = _place(transaction, tables)
        for nature, lines in by_nature(transaction.lines, tables).items():
            yield _withhold(place, nature, sum((line.base for line in lines), ZERO), transaction, tables)
    except CannotDecideError as error:
        yield everything.undecided(error)


@dataclass(frozen=True)
class _Place:
    town: Municipality
    activity: str | None
    rate: PerMil

    @property
    def rate_name(self) -> str:
        if self.town.flat_per_mil:
            return "flat"
        return self.activity if self.activity and self.town.knows(self.activity) else "highest"


def _cases(transaction: Transaction) -> Iterator[Case]:
    towns, town = transaction.buyer.withholds_ica_in, transaction.performed_in
    in_simple = transaction.supplier.has(Responsibility.REGIMEN_SIMPLE)
    yield Case(None if towns is None else not towns, "reteica.comprador_no_agente", "buyer.withholds_ica_in")
    yield Case(in_simple, "reteica.simple", "supplier.responsibilities")
    yield Case(None if town is None else town not in (towns or ()), "reteica.comprador_no_agente", "performed_in")


def _place(transaction: Transaction, tables: TaxTables) -> _Place:
    town = tables.municipality(transaction.performed_in or "", transaction.tax_point)
    activity = transaction.supplier.ica_activity
    rate = town.rate_of(activity)
    if rate is None:
        raise RowMissingError(f"no rates of activities are established for {town.name}")
    return _Place(town, activity, rate)


def _withhold(place: _Place, nature: Nature, base: Decimal, transaction: Transaction, tables: TaxTables) -> Tried:
    threshold = tables.threshold(place.town.base_of(nature), transaction.tax_point)
    reached = threshold.is_reached_by(base)
    trial = Trial(
        tax="reteica",
        rule_id=f"reteica.{place.town.code}.{nature}.{place.rate_name}",
        subject=nature,
        reason="applied" if reached else "below_threshold" if base > 0 else "no_base",
        base=base,
        tested=base,
        threshold=threshold.rounded,
        rate=str(place.rate),
        amount=place.rate.of(base) if reached else ZERO,
        norma=place.town.norma,
        source=place.town.source,
        confidence=place.town.confidence
        if reached
        else _confidence_below(place.town, nature, base, transaction, tables),
    )
    in_band = band_findings(trial, in_doubt=threshold.is_in_doubt_at(base))
    return Tried(trial, (*in_band, *_activity_findings(place)))


def _confidence_below(
    town: Municipality, nature: Nature, base: Decimal, transaction: Transaction, tables: TaxTables
) -> Confidence:
    disputed = town.disputed_base_of(nature, transaction.tax_point)
    if disputed is None:
        return town.confidence
    return "L" if tables.threshold(disputed, transaction.tax_point).is_reached_by(base) else town.confidence


def _activity_findings(place: _Place) -> Iterator[Finding]:
    if not place.town.knows(place.activity):
        detail = f"the supplier's activity in {place.town.name} is not known; {place.rate} is the highest rate"
        yield Finding(ReasonCode.ATTRIBUTE_MISSING, detail, "supplier.ica_activity")
