"""What the invoice flow hands to its tasks, and what every task answers: where the document stands now."""

import hashlib
from uuid import UUID

from pydantic import BaseModel

from functions.finance.domain.states import State
from shared.schemas.tasks import TaskRequest


class InvoiceTask(TaskRequest):
    """A step of the invoice flow, about one document."""

    invoice_id: UUID


class WaitingTask(InvoiceTask):
    """The step that waits for a person; each execution, and each redrive of one, waits with a token of its own."""

    task_token: str

    @property
    def effect(self) -> str:
        return f":{hashlib.sha256(self.task_token.encode()).hexdigest()[:16]}"


class FailedTask(InvoiceTask):
    """A step failed for good."""

    step: str

    @property
    def effect(self) -> str:
        return f":{self.step}"


class Standing(BaseModel):
    """Where a document stands after a step.

    The flow goes by this alone: a step that finds its work done answers with the state there is, so that an execution
    that begins anew, or a second one, goes on where the first one stopped.
    """

    invoice_id: UUID
    state: State
