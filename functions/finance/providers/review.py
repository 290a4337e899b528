"""Builds the review by people."""

from typing import Annotated

from functions.finance.providers.books import Posting, Validation
from functions.finance.providers.flow import Flow
from functions.finance.repository.books.counterparties import CompanyRows
from functions.finance.repository.books.decisions import DecisionRows
from functions.finance.repository.books.documents import DocumentRows
from functions.finance.repository.books.queue import QueueRows
from functions.finance.service.books.queue import QueueService
from functions.finance.service.books.review import Desk, ReviewService
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def review_service(
    session: TenantSession, invocation: Invocation, validation: Validation, posting: Posting, waiting: Flow
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
