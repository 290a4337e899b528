"""Builds the use cases about executions of the invoice flow."""

from typing import Annotated

from functions.finance.client.flow_tokens import StepFunctionsTokens
from functions.finance.repository.intake.files import FileRows
from functions.finance.service.intake.flow import FlowService
from functions.finance.service.intake.ports import FlowTokens
from shared.core.inject import Depends, provides
from shared.core.invocation import Invocation
from shared.core.resources import task_tokens
from shared.db.session import TenantSession
from shared.db.transaction import TenantTransaction
from shared.events.log import Announcements


@provides(task_tokens("invoice_flow"))
def flow_tokens() -> FlowTokens:
    """The executions of the invoice flow that wait."""
    return StepFunctionsTokens()


Tokens = Annotated[FlowTokens, Depends(flow_tokens)]


def flow_service(
    session: TenantSession,
    transaction: TenantTransaction,
    tokens: Tokens,
    events: Announcements,
    invocation: Invocation,
) -> FlowService:
    """The executions of the invocation's company."""
    return FlowService(FileRows(session, invocation.company_id), tokens, events, transaction.after_commit.append)


Flow = Annotated[FlowService, Depends(flow_service)]
