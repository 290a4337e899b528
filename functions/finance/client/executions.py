"""Lets executions of the invoice flow go on that wait for people."""

import json
from collections.abc import Callable
from uuid import UUID

from functions.finance.domain.states import State
from shared.core.aws import AwsError, call
from shared.core.errors import Problem
from shared.core.log import log

_OVER = frozenset({"TaskDoesNotExist", "TaskTimedOut", "InvalidToken"})
"""The execution went on, or ended, before."""


class WaitingExecutions:
    """Sends decisions to Step Functions after they are committed; a token is good once.

    Args:
        later: calls what it is given once the transaction has committed.
        forget: forgets the token of a document. One that is kept is sent again by the sweep of stuck documents.
    """

    def __init__(self, later: Callable[[Callable[[], None]], None], forget: Callable[[UUID], None]) -> None:
        self.later = later
        self.forget = forget

    def resume(self, invoice_id: UUID, token: str, state: State) -> None:
        self.later(lambda: self._send(invoice_id, token, state))

    def _send(self, invoice_id: UUID, token: str, state: State) -> None:
        """The decision is committed: whatever fails here is the sweep's, not the caller's."""
        output = json.dumps({"invoice_id": str(invoice_id), "state": state})
        try:
            call("states", "SendTaskSuccess", {"taskToken": token, "output": output})
        except Problem as error:
            if not (isinstance(error, AwsError) and error.code in _OVER):
                log().warning("an execution waits for the sweep", invoice_id=str(invoice_id), reason=error.detail)
                return
        self.forget(invoice_id)
