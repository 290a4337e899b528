"""ReteICA: municipal tax on turnover, withheld where the service is performed.

Source: arts. 342 and 343 Ley 1819 de 2016; the norms of each municipality in its row. Where the buyer sits does not
matter. An activity that is not known takes the highest rate (Bogotá, Ac. 65/2002 art. 11), and a person looks at it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from functions.finance.domain.money import ZERO
from functions.finance.domain.profile import Responsibility
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.taxes.assessment import Transaction
from functions.finance.domain.taxes.errors import CannotDecideError
from functions.finance.domain.taxes.rows import Municipality, Nature
from functions.finance.domain.taxes.rules import reteica_rule
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.domain.taxes.trial import Case, Subject, Tried, by_nature, first_case, tried


def withheld_ica(transaction: Transaction, tables: TaxTables) -> Iterator[Tried]:
    """Decide services and purchases, each on its sum before IVA."""
    everything = Subject("reteica", "all", sum((line.base for line in transaction.lines), ZERO))
    try:
        exemption = first_case(_cases(transaction), tables, transaction.tax_point)
        if exemption:
            yield everything.exempt(exemption)
            return
        town = tables.municipality(transaction.performed_in or "", transaction.tax_point)
        for nature, lines in by_nature(transaction.lines, tables).items():
            yield _withhold(town, nature, sum((line.base for line in lines), ZERO), transaction, tables)
    except CannotDecideError as error:
        yield everything.undecided(error)


def _cases(transaction: Transaction) -> Iterator[Case]:
    towns, town = transaction.buyer.withholds_ica_in, transaction.performed_in
    in_simple = transaction.supplier.has(Responsibility.REGIMEN_SIMPLE)
    yield Case(None if towns is None else not towns, "reteica.comprador_no_agente", "buyer.withholds_ica_in")
    yield Case(in_simple, "reteica.simple", "supplier.responsibilities")
    yield Case(None if town is None else town not in (towns or ()), "reteica.comprador_no_agente", "performed_in")


def _withhold(town: Municipality, nature: Nature, base: Decimal, transaction: Transaction, tables: TaxTables) -> Tried:
    activity, on = transaction.supplier.ica_activity, transaction.tax_point
    rule = reteica_rule(town, nature, activity)
    threshold = tables.threshold(rule.uvt, on)
    confidence = "L" if _is_disputed(town, nature, base, on, tables) else town.confidence
    found = tried(rule, threshold, rule.rate.of(base), base=base, tested=base, confidence=confidence)
    if town.knows(activity):
        return found
    detail = f"the supplier's activity in {town.name} is not known; {rule.rate} is the highest rate"
    finding = Finding(ReasonCode.ATTRIBUTE_MISSING, detail, "supplier.ica_activity")
    return replace(found, findings=(*found.findings, finding))


def _is_disputed(town: Municipality, nature: Nature, base: Decimal, on: date, tables: TaxTables) -> bool:
    """Whether the base lies between two readings of the threshold."""
    lower = town.disputed_base_of(nature, on)
    if lower is None or tables.threshold(town.base_of(nature), on).is_reached_by(base):
        return False
    return tables.threshold(lower, on).is_reached_by(base)
