"""How a question is tried: exemptions in order, then the rule; what cannot be decided is put on record as such."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from functions.finance.domain.money import ZERO
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.taxes.assessment import TaxableLine, Trial
from functions.finance.domain.taxes.errors import AttributeMissingError, CannotDecideError
from functions.finance.domain.taxes.rows import Concept, Confidence, Exemption, Nature
from functions.finance.domain.taxes.rules import Rule, Tax
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.domain.taxes.thresholds import Threshold


@dataclass(frozen=True)
class Tried:
    """A rule that was tried, with what there is to say about it."""

    trial: Trial
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Case:
    """A case in which nothing is withheld.

    Args:
        holds: None while the attribute that decides it is not known.
        row: id of the exemption.
        attribute: what would have to be known.
    """

    holds: bool | None
    row: str
    attribute: str


@dataclass(frozen=True)
class Subject:
    """What a tax is decided on: a concept or a nature of supplies, and its base in COP."""

    tax: Tax
    name: str
    base: Decimal

    def exempt(self, row: Exemption) -> Tried:
        """Nothing is withheld, because of this row."""
        return Tried(
            Trial(
                tax=self.tax,
                rule_id=row.id,
                subject=self.name,
                reason=row.reason,
                base=self.base,
                tested=self.base,
                amount=ZERO,
                norma=row.norma,
                source=row.source,
                confidence=row.confidence,
            )
        )

    def undecided(self, error: CannotDecideError) -> Tried:
        """A person has to decide."""
        trial = Trial(
            tax=self.tax,
            rule_id=f"{self.tax}.undecided",
            subject=self.name,
            reason="undecided",
            base=self.base,
            tested=self.base,
            amount=None,
            norma="",
            source="",
            confidence="L",
        )
        return Tried(trial, (Finding(error.code, f"{self.tax} on {self.name}: {error}", error.field),))


def first_case(cases: Iterable[Case], tables: TaxTables, on: date) -> Exemption | None:
    """The first case that holds.

    Raises:
        AttributeMissingError: before it stands a case of which we do not know.
        RowMissingError: its row does not rule on this day.
    """
    for case in cases:
        if case.holds is None:
            raise AttributeMissingError(case.attribute)
        if case.holds:
            return tables.exemption(case.row, on)
    return None


def by_nature(lines: Iterable[TaxableLine], tables: TaxTables) -> dict[Nature, tuple[TaxableLine, ...]]:
    """Services and purchases apart.

    Raises:
        AttributeMissingError: the concept of a line is not known.
        RowMissingError: there is no such concept.
    """
    natures = [(concept_of(line, tables).nature, line) for line in lines]
    return {nature: tuple(line for one, line in natures if one == nature) for nature, _ in natures}


def concept_of(line: TaxableLine, tables: TaxTables) -> Concept:
    """The concept of a line.

    Raises:
        AttributeMissingError: it is not known.
        RowMissingError: there is no such concept.
    """
    if line.concept is None:
        raise AttributeMissingError("line.concept")
    return tables.concept(line.concept)


def tried(
    rule: Rule,
    threshold: Threshold,
    amount: Decimal,
    *,
    base: Decimal,
    tested: Decimal,
    confidence: Confidence | None = None,
) -> Tried:
    """A rule on its record.

    Args:
        rule: that was tried.
        threshold: of the rule, in COP.
        amount: that is withheld if `tested` reaches the threshold.
        base: what the rate multiplies.
        tested: what is compared with the threshold.
        confidence: of this answer, where it is less sure than the rule.
    """
    reached = threshold.is_reached_by(tested)
    trial = Trial(
        tax=rule.tax,
        rule_id=rule.id,
        subject=rule.subject,
        reason="applied" if reached else "below_threshold" if tested > 0 else "no_base",
        base=base,
        tested=tested,
        threshold=threshold.rounded if rule.uvt else None,
        rate=rule.rate_text,
        amount=amount if reached else ZERO,
        norma=rule.norma,
        source=rule.source,
        confidence=confidence or rule.confidence,
    )
    if not threshold.is_in_doubt_at(tested):
        return Tried(trial)
    detail = f"{rule.tax} on {rule.subject}: rounding the threshold to {threshold.rounded} decides on {tested}"
    return Tried(trial, (Finding(ReasonCode.THRESHOLD_BAND, detail, rule.id),))
