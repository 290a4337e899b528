"""Builds the use cases about taxes."""

from typing import Annotated

from functions.finance.domain.taxes.known import published_confidences
from functions.finance.domain.taxes.tables import published_tables
from functions.finance.repository.books.counterparties import CompanyRows, CounterpartyRows
from functions.finance.repository.books.history import HistoryRows
from functions.finance.repository.ledger import LedgerRows
from functions.finance.repository.taxes.confirmations import ConfirmationRows
from functions.finance.repository.taxes.queue import StandingRows
from functions.finance.service.taxes.calculation import CalculationService
from functions.finance.service.taxes.compliance import ComplianceService
from functions.finance.service.taxes.rules import RuleService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def calculation_service(session: TenantSession, invocation: Invocation) -> CalculationService:
    """Calculations with what the invocation's company knows."""
    company_id = invocation.company_id
    return CalculationService(
        CompanyRows(session),
        CounterpartyRows(session, company_id),
        HistoryRows(session, company_id),
        published_tables(),
    )


def rule_service(session: TenantSession, invocation: Invocation, now: Clock) -> RuleService:
    """The rules, with the confirmations of the invocation's company."""
    confirmations = ConfirmationRows(session, invocation.company_id)
    return RuleService(published_tables(), published_confidences, confirmations, now)


def compliance_service(session: TenantSession, invocation: Invocation, now: Clock) -> ComplianceService:
    """What can be said of the taxes of the invocation's company."""
    books = LedgerRows(session, invocation.company_id)
    return ComplianceService(CompanyRows(session), StandingRows(session), books, published_tables(), now)


Calculations = Annotated[CalculationService, Depends(calculation_service)]
RuleBook = Annotated[RuleService, Depends(rule_service)]
ComplianceChecks = Annotated[ComplianceService, Depends(compliance_service)]
