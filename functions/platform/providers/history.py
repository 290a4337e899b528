"""Builds the use case about what happened."""

from typing import Annotated

from functions.platform.repository.history import CompanyEventRows
from functions.platform.service.history import HistoryService
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def history_service(session: TenantSession, invocation: Invocation) -> HistoryService:
    """The history of the invocation's company."""
    return HistoryService(CompanyEventRows(session, invocation.company_id))


History = Annotated[HistoryService, Depends(history_service)]
