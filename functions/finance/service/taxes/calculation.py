"""Use case: the withholdings of a purchase or a sale that somebody describes."""

from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from functions.finance.domain.company import Company, Counterparty
from functions.finance.domain.money import ZERO, cents
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.reasons import Finding
from functions.finance.domain.taxes.assessment import Assessment, TaxableLine, Transaction
from functions.finance.domain.taxes.errors import CannotDecideError
from functions.finance.domain.taxes.rows import Category
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.domain.taxes.vat import iva
from functions.finance.domain.taxes.withholdings import assess
from functions.finance.schemas.edits import ProfileEdit
from functions.finance.schemas.taxes import (
    Calculation,
    CalculationDraft,
    FindingView,
    TaxLineDraft,
    TrialView,
    Withheld,
)
from functions.finance.service.taxes.ports import Companies, Contracts, Counterparties

_CATEGORIES: dict[str, Category | None] = {
    "general": "general",
    "reduced": "reduced",
    "exempt": "exempt",
    "excluded": None,
}
_PROFILES = TypeAdapter(TaxProfile)


class CalculationService:
    """Answers with the rules in force what would be withheld; nothing is kept.

    Args:
        companies: whose settings are known.
        counterparties: whose profiles are known.
        history: what suppliers have billed.
        tables: the rows in force.
    """

    def __init__(
        self, companies: Companies, counterparties: Counterparties, history: Contracts, tables: TaxTables
    ) -> None:
        self.companies = companies
        self.counterparties = counterparties
        self.history = history
        self.tables = tables

    def calculate(self, draft: CalculationDraft) -> Calculation:
        """Try every rule on a transaction; on a day without rows nothing is computed.

        Raises:
            NotFound: the company has no such counterparty.
        """
        company = self.companies.own()
        other = self.counterparties.known(draft.counterparty_id) if draft.counterparty_id else None
        try:
            lines = tuple(self._line(line, draft) for line in draft.lines)
        except CannotDecideError as error:
            undecided = Assessment(draft.issue_date, None, (), (Finding(error.code, str(error), error.field),))
            return _calculation(undecided, total=draft.total)
        assessment = assess(self._transaction(draft, lines, company, other), self.tables, confirmed=company.confirmed)
        stated = sum((line.base + line.vat for line in lines), ZERO)
        return _calculation(assessment, total=draft.total if draft.total is not None else cents(stated))

    def _line(self, line: TaxLineDraft, draft: CalculationDraft) -> TaxableLine:
        vat = line.vat
        if line.vat_category is not None:
            tax = iva(line.base, _CATEGORIES[line.vat_category], draft.issue_date, self.tables)
            vat = tax.amount if tax else ZERO
        return TaxableLine(base=line.base, vat=vat or ZERO, concept=line.concept, aiu=line.aiu)

    def _transaction(
        self, draft: CalculationDraft, lines: tuple[TaxableLine, ...], company: Company, other: Counterparty | None
    ) -> Transaction:
        theirs = other.profile if other else TaxProfile()
        is_purchase = draft.direction == "purchase"
        remembered = other.memory.municipality if other else None
        return Transaction(
            lines=lines,
            supplier=_profile(theirs if is_purchase else company.profile, draft.supplier),
            buyer=_profile(company.profile if is_purchase else theirs, draft.buyer),
            issue_date=draft.issue_date,
            paid_on=draft.paid_on,
            performed_in=draft.performed_in or remembered or company.performed_in,
            contracts_this_year=self._contracts(draft, other),
        )

    def _contracts(self, draft: CalculationDraft, other: Counterparty | None) -> Decimal:
        if draft.contracts_this_year is not None:
            return draft.contracts_this_year
        return self.history.contracts(other.id, on=draft.issue_date) if other else ZERO


def _profile(known: TaxProfile, said: ProfileEdit | None) -> TaxProfile:
    if said is None:
        return known
    stored: dict[str, Any] = _PROFILES.dump_python(known)
    return _PROFILES.validate_python({**stored, **said.model_dump(exclude_unset=True)})


def _calculation(assessment: Assessment, *, total: Decimal | None) -> Calculation:
    decided = assessment.is_decided
    return Calculation(
        on=assessment.on,
        uvt=assessment.uvt,
        decided=decided,
        automatic=decided and not assessment.findings,
        rules=[TrialView.of(trial) for trial in assessment.trials],
        withheld=_withheld(assessment) if decided else None,
        total=total,
        net_payable=assessment.net_payable(total) if decided and total is not None else None,
        findings=[FindingView.of(finding) for finding in assessment.findings],
    )


def _withheld(assessment: Assessment) -> Withheld:
    return Withheld(
        renta=assessment.withheld("renta"),
        reteiva=assessment.withheld("reteiva"),
        reteica=assessment.withheld("reteica"),
        total=assessment.withheld(),
    )
