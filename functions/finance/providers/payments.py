"""Builds the use cases about payments."""

from typing import Annotated

from functions.finance.repository.books.counterparties import CompanyRows
from functions.finance.repository.ledger import LedgerRows
from functions.finance.repository.payments import PaymentRows
from functions.finance.service.payments import PaymentService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def payment_service(session: TenantSession, invocation: Invocation, now: Clock) -> PaymentService:
    """The payments of the invocation's company."""
    company_id = invocation.company_id
    return PaymentService(PaymentRows(session, company_id), LedgerRows(session, company_id), CompanyRows(session), now)


Payments = Annotated[PaymentService, Depends(payment_service)]
