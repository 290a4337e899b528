"""The withholdings of a document: by the rules, by the invoice that a note takes back, or by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from functions.finance.domain.company import Company, Counterparty
from functions.finance.domain.document import Document, UnconvertedError
from functions.finance.domain.money import ZERO
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.taxes.assessment import Assessment, EarlierBase, Trial, UndecidedError
from functions.finance.domain.taxes.credit import assess_credit, unlinked_credit
from functions.finance.domain.taxes.errors import AttributeMissingError, CannotDecideError
from functions.finance.domain.taxes.of_document import transaction_of
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.domain.taxes.withholdings import assess
from functions.finance.extraction.document import Document as ReadDocument
from functions.finance.schemas.edits import Edits, WithholdingEdit
from functions.finance.service.books.ports import History

Answer = tuple[Assessment | None, tuple[Finding, ...]]

_BY_PERSON = "person"
_NAMED_ABOVE = "line.concept"


@dataclass(frozen=True, kw_only=True)
class Question:
    """A document, and all that its withholdings depend on.

    Attributes:
        read: the document as it was read, for the invoices that it refers to.
        other: the counterparty; None if its number is not known.
    """

    read: ReadDocument
    document: Document
    edits: Edits
    company: Company
    other: Counterparty | None


class Withholding:
    """Decides withholdings with the rules in force and what the books say about earlier documents."""

    def __init__(self, history: History, tables: TaxTables) -> None:
        self.history = history
        self.tables = tables

    def answer(self, question: Question, earlier: Sequence[Assessment]) -> Answer:
        """The withholdings, and what stands in their way.

        Args:
            question: about the document.
            earlier: withholdings of cuentas de cobro of the same month and supplier.
        """
        try:
            return self._answer(question, earlier)
        except AttributeMissingError as error:
            return None, (Finding(error.code, str(error), error.field),)
        except CannotDecideError as error:
            return None, (Finding(error.code, str(error)),)
        except UnconvertedError:
            return None, ()  # the checks say so

    def _answer(self, question: Question, earlier: Sequence[Assessment]) -> Answer:
        if question.edits.withholdings is not None:
            return self._by_person(question.edits.withholdings, question.document), ()
        if question.document.kind == "credit_note":
            return self._credited(question)
        assessment = self._by_rules(question, earlier)
        return assessment, tuple(finding for finding in assessment.findings if finding.field != _NAMED_ABOVE)

    def _by_rules(self, question: Question, earlier: Sequence[Assessment]) -> Assessment:
        document, company, other = question.document, question.company, question.other
        theirs = other.profile if other else TaxProfile()
        is_purchase = document.direction == "purchase"
        contracts = self.history.contracts(other.id, on=document.issue_date) if other else ZERO
        remembered = other.memory.municipality if other else None
        transaction = transaction_of(
            document,
            supplier=theirs if is_purchase else company.profile,
            buyer=company.profile if is_purchase else theirs,
            performed_in=question.edits.performed_in or remembered or company.performed_in,
            contracts_this_year=contracts,
            earlier_this_month=[base for one in earlier for base in _bases(one)],
        )
        return assess(transaction, self.tables, confirmed=company.confirmed)

    def _credited(self, question: Question) -> Answer:
        references = [one for one in question.read.references if one.kind == "invoice"]
        cufes = [one.cufe.value.lower() for one in references if one.cufe.value]
        numbers = [one.number.value for one in references if one.number.value]
        original = self.history.invoice_of(question.other.id, cufes=cufes, numbers=numbers) if question.other else None
        if original is None or original.assessment is None:
            return None, (unlinked_credit(question.document),)
        try:
            assessment = assess_credit(question.document, original.assessment, self.tables)
        except UndecidedError as error:
            return None, (Finding(ReasonCode.NOTE_UNLINKED, str(error), "references"),)
        return assessment, assessment.findings

    def _by_person(self, withheld: Sequence[WithholdingEdit], document: Document) -> Assessment:
        """What a person decided; a day without UVT stays closed to people too.

        Raises:
            RowMissingError: no rules are established for the day.
        """
        uvt = self.tables.uvt_on(document.issue_date)
        concepts = {line.concept for line in document.lines}
        only = concepts.pop() if len(concepts) == 1 else None
        return Assessment(document.issue_date, uvt, tuple(_trial(one, only) for one in withheld), ())


def _trial(withheld: WithholdingEdit, only_concept: str | None) -> Trial:
    subject = withheld.concept or only_concept
    if withheld.tax == "renta" and subject is None:
        raise AttributeMissingError("withholdings.concept")
    return Trial(
        tax=withheld.tax,
        rule_id=f"{withheld.tax}.{_BY_PERSON}",
        subject=subject or "all",
        reason="applied" if withheld.amount else "no_base",
        base=withheld.base,
        tested=withheld.base,
        amount=withheld.amount,
        norma="",
        source=_BY_PERSON,
        confidence="H",
    )


def _bases(assessment: Assessment) -> list[EarlierBase]:
    return [
        EarlierBase(concept=trial.subject, base=trial.base, withheld=trial.amount or Decimal(0))
        for trial in assessment.trials
        if trial.tax == "renta" and trial.reason != "undecided"
    ]
