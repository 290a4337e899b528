"""Builds the review by people."""

from typing import Annotated

from functions.finance.providers.books import Posting, Validation
from functions.finance.providers.flow import Tokens
from functions.finance.repository.books.counterparties import CompanyRows
from functions.finance.repository.books.decisions import DecisionRows
from functions.finance.repository.books.documents import DocumentRows
from functions.finance.repository.books.queue import QueueRows
from functions.finance.repository.intake.files import FileRows
from functions.finance.service.books.queue import QueueService
from functions.finance.service.books.resuming import Resumption
from functions.finance.service.books.review import Desk, ReviewService
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.db.transaction import TenantTransaction
from shared.events.log import Announcements


def resumption(
    session: TenantSession,
    transaction: TenantTransaction,
    tokens: Tokens,
    events: Announcements,
    invocation: Invocation,
) -> Resumption:
    """The executions that wait for the people of the invocation's company."""
    return Resumption(FileRows(session, invocation.company_id), tokens, events, transaction.after_commit.append)


Executions = Annotated[Resumption, Depends(resumption)]


def review_service(
    session: TenantSession, invocation: Invocation, validation: Validation, posting: Posting, waiting: Executions
) -> ReviewService:
    """The review of the invocation's company."""
    desk = Desk(
        documents=DocumentRows(session),
        decisions=DecisionRows(session, invocation.company_id),
        companies=CompanyRows(session),
        waiting=waiting,
    )
    return ReviewService(desk, validation, posting)


Review = Annotated[ReviewService, Depends(review_service)]


def queue_service(session: TenantSession) -> QueueService:
    """The review queue of the invocation's company."""
    return QueueService(QueueRows(session))


ReviewQueue = Annotated[QueueService, Depends(queue_service)]
