"""Where the flow waits for people, gives up, tells of what it did, and is told to go on."""

from uuid import UUID

from functions.finance.domain.arrival import Received
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.states import MOVES, RESTARTABLE, State
from functions.finance.schemas.tasks import Standing
from functions.finance.service.intake.ports import Files, FlowTokens, Later
from shared.core.errors import Conflict
from shared.schemas.envelope import Events
from shared.schemas.events import InvoiceNeedsReview, InvoiceReceived

WAITS: frozenset[State] = frozenset({"needs_review", "ready"})
"""A person has to say something."""


class FlowService:
    """The executions of one company's documents.

    An execution goes by the state of its document alone. So one that is gone is replaced by announcing the document
    again: the new one finds done what was done, and goes on from there. A token is forgotten in the transaction that
    decides and used after it, once. What fails after the commit is the sweep's, which looks for what stands still.

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

    def wait(self, invoice_id: UUID, token: str) -> Standing:
        """Let an execution wait for a person; if nobody is needed any more, it goes on at once.

        Raises:
            NotFound: the document was deleted.
        """
        received = self.files.lock(invoice_id)
        standing = Standing(invoice_id=received.id, state=received.state)
        if received.state in WAITS:
            self.files.keep_token(received.id, token)
        else:
            self._go_on(token, standing)
        return standing

    def resume(self, invoice_id: UUID, state: State) -> None:
        """Let the flow go on once people have decided: the execution that waits, or a new one where none does.

        Raises:
            NotFound: there is no such document.
        """
        received = self.files.lock(invoice_id)
        if received.token:
            self._end_wait(received, received.token, state)
        elif state == "approved":
            self._announce(received)

    def set_aside(self, invoice_id: UUID, step: str) -> Standing:
        """Show people that a step failed for good; what stands in the books already stays as it is."""
        received = self.files.lock(invoice_id)
        if "needs_review" not in MOVES[received.state]:
            return Standing(invoice_id=received.id, state=received.state)
        finding = Finding(ReasonCode.PROCESSING_FAILED, f"the step {step} failed")
        self.files.settle(received.id, "needs_review", [finding])
        self.events.record(InvoiceNeedsReview(invoice_id=received.id, reasons=(finding.code.value,), approvers=None))
        return Standing(invoice_id=received.id, state="needs_review")

    def restart(self, invoice_id: UUID) -> Standing:
        """Begin anew with the file of a document that is stuck or was refused.

        A document that is in the books is not read again; its flow goes on where it stopped.

        Raises:
            NotFound: there is no such document.
            Conflict: it ended in the books; there is nothing left to do.
        """
        received = self.files.lock(invoice_id)
        if received.state in {"synced", "voided"}:
            raise Conflict(f"A document that is {received.state} is not processed again.")
        self.release(received)
        if received.state in RESTARTABLE:
            self.files.forget_reading(received)
            self._announce(received)
            return Standing(invoice_id=received.id, state="received")
        self._announce(received)
        return Standing(invoice_id=received.id, state=received.state)

    def release(self, received: Received) -> None:
        """End the execution that waits for this document, if one does."""
        if received.token:
            self._end_wait(received, received.token, "received")

    def _end_wait(self, received: Received, token: str, state: State) -> None:
        self.files.keep_token(received.id, None)
        self._go_on(token, Standing(invoice_id=received.id, state=state))

    def _announce(self, received: Received) -> None:
        self.events.record(InvoiceReceived(invoice_id=received.id, door=received.door))

    def _go_on(self, token: str, standing: Standing) -> None:
        """After the commit: an execution must find what it is told of. If it cannot be told, the sweep finds it."""

        def tell() -> None:
            self.tokens.go_on(token, standing)

        self.later(tell)
