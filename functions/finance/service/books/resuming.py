"""Lets the flow go on once people have decided: the execution that waits, or a new one where none does."""

from uuid import UUID

from functions.finance.domain.states import State
from functions.finance.schemas.tasks import Standing
from functions.finance.service.intake.ports import Files, FlowTokens, Later
from shared.schemas.envelope import Events
from shared.schemas.events import InvoiceReceived


class Resumption:
    """The executions of one company's documents.

    A token is forgotten in the transaction of the decision and used after it, once. An execution that begins anew
    finds done what was done. Whatever fails after the commit is the sweep's, which looks for approved documents.

    Args:
        files: the documents.
        tokens: executions that wait.
        events: starts executions.
        later: calls after the commit.
    """

    def __init__(self, files: Files, tokens: FlowTokens, events: Events, later: Later) -> None:
        self.files = files
        self.tokens = tokens
        self.events = events
        self.later = later

    def resume(self, invoice_id: UUID, state: State) -> None:
        received = self.files.lock(invoice_id)
        token = received.token
        if token:
            self.files.keep_token(invoice_id, None)
            self.later(lambda: self._tell(token, Standing(invoice_id=invoice_id, state=state)))
        elif state == "approved":
            self.events.record(InvoiceReceived(invoice_id=invoice_id, door=received.door))

    def _tell(self, token: str, standing: Standing) -> None:
        self.tokens.go_on(token, standing)
