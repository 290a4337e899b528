"""What a credit note takes back of the withholdings of its invoice."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from functions.finance.domain.document import Document
from functions.finance.domain.money import ZERO, cents
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.taxes.assessment import Assessment, TaxableLine, Trial
from functions.finance.domain.taxes.of_document import taxable_lines
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.domain.taxes.trial import concept_of

Lines = tuple[TaxableLine, ...]


def assess_credit(note: Document, original: Assessment, tables: TaxTables) -> Assessment:
    """The withholdings that a note takes back: of each the part that the note is of its base.

    No threshold is applied: the invoice has passed it or not. Of a base that is credited more than once, or that the
    invoice does not have, a person decides.

    Raises:
        AttributeMissingError: IVA is stated in sum only, or a concept is not known.
        UndecidedError: the withholdings of the invoice were never decided.
    """
    original.withheld()
    lines = taxable_lines(note)
    trials = tuple(_credited(trial, _base_of(trial, lines, tables)) for trial in original.trials)
    return Assessment(original.on, original.uvt, trials, tuple(_excess(original, lines, tables)))


def unlinked_credit(note: Document) -> Finding:
    """Why a note without its invoice waits for a person: what was withheld is not known."""
    detail = f"note {note.number} refers to no invoice of ours: what was withheld from it is not known"
    return Finding(ReasonCode.NOTE_UNLINKED, detail, "references")


def _credited(trial: Trial, credited: Decimal) -> Trial:
    base = min(credited, trial.base)
    amount = cents(trial.amount * base / trial.base) if trial.amount and trial.base else trial.amount
    return replace(trial, base=base, tested=base, amount=amount)


def _base_of(trial: Trial, lines: Lines, tables: TaxTables) -> Decimal:
    return sum((_part(trial, line, tables) for line in lines if _is_subject(trial, line, tables)), ZERO)


def _is_subject(trial: Trial, line: TaxableLine, tables: TaxTables) -> bool:
    concept = concept_of(line, tables)
    return trial.subject in {"all", concept.id if trial.tax == "renta" else concept.nature}


def _part(trial: Trial, line: TaxableLine, tables: TaxTables) -> Decimal:
    if trial.tax == "reteiva":
        return line.vat
    if trial.tax == "renta" and concept_of(line, tables).base == "aiu":
        return line.aiu or ZERO
    return line.base


def _excess(original: Assessment, lines: Lines, tables: TaxTables) -> Iterator[Finding]:
    concepts = {trial.subject: trial for trial in original.trials if trial.tax == "renta"}
    for subject, trial in concepts.items():
        credited = _base_of(trial, lines, tables)
        if credited > trial.base:
            yield Finding(ReasonCode.ARITHMETIC, f"credits {credited} of {trial.base} of {subject}", "lines")
    for concept in dict.fromkeys(line.concept for line in lines if line.concept not in concepts):
        yield Finding(ReasonCode.NOTE_UNLINKED, f"the invoice has no {concept}", "lines")
