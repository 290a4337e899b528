"""Builds validation and posting from the session, the event log and the clock."""

from typing import Annotated

from functions.finance.domain.taxes.tables import published_tables
from functions.finance.repository.books.copies import CopyRows
from functions.finance.repository.books.counterparties import CompanyRows, CounterpartyRows
from functions.finance.repository.books.decisions import DecisionRows
from functions.finance.repository.books.documents import DocumentRows
from functions.finance.repository.books.history import HistoryRows
from functions.finance.repository.ledger import LedgerRows
from functions.finance.service.books.posting import PostingService
from functions.finance.service.books.validation import Shelves, ValidationService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.events.log import Announcements


def validation_service(
    session: TenantSession, events: Announcements, invocation: Invocation, now: Clock
) -> ValidationService:
    """Validation for the invocation's company."""
    company_id = invocation.company_id
    shelves = Shelves(
        documents=DocumentRows(session),
        copies=CopyRows(session),
        history=HistoryRows(session, company_id),
        counterparties=CounterpartyRows(session, company_id),
        companies=CompanyRows(session),
        said=DecisionRows(session, company_id),
    )
    return ValidationService(shelves, published_tables(), events, now)


Validation = Annotated[ValidationService, Depends(validation_service)]


def posting_service(
    session: TenantSession, events: Announcements, invocation: Invocation, now: Clock
) -> PostingService:
    """Posting for the invocation's company."""
    ledger = LedgerRows(session, invocation.company_id)
    return PostingService(DocumentRows(session), ledger, CompanyRows(session), events, now)


Posting = Annotated[PostingService, Depends(posting_service)]
