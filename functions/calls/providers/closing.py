"""Builds the ends of calls."""

from typing import Annotated

from functions.calls.client.flow_tokens import StepFunctionsTokens
from functions.calls.repository.calls import CallRows
from functions.calls.repository.queue import QueueRows
from functions.calls.service.closing import Closing
from functions.calls.service.ports import FlowTokens
from shared.core.clock import Clock
from shared.core.inject import Depends, provides
from shared.core.resources import task_tokens
from shared.db.session import TenantSession
from shared.db.transaction import TenantTransaction
from shared.events.log import Announcements


@provides(task_tokens("lead_flow"), task_tokens("buyer_signal_flow"))
def flow_tokens() -> FlowTokens:
    """The executions that wait for a call."""
    return StepFunctionsTokens()


Tokens = Annotated[FlowTokens, Depends(flow_tokens)]


def closing(
    session: TenantSession, transaction: TenantTransaction, tokens: Tokens, events: Announcements, now: Clock
) -> Closing:
    """The ends of the calls of the invocation's company."""
    return Closing(
        calls=CallRows(session),
        queue=QueueRows(session),
        events=events,
        tokens=tokens,
        later=transaction.after_commit.append,
        now=now,
    )


Ends = Annotated[Closing, Depends(closing)]
