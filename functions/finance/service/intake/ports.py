"""What the use cases of intake need from the outside."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from functions.finance.domain.arrival import Arrival, Received, Registered, Twin
from functions.finance.domain.reasons import Finding
from functions.finance.domain.states import State
from functions.finance.extraction.result import Extraction
from functions.finance.schemas.tasks import Standing

Reader = Callable[[bytes], Extraction]
"""Reads a file in a process of its own; raises `Refused`."""

Later = Callable[[Callable[[], None]], None]
"""Calls something once the transaction has committed."""


class Files(Protocol):
    """The files and documents of one company."""

    def company_exists(self) -> bool:
        """Whether there is such a company."""

    def person(self, user_id: UUID | None) -> UUID | None:
        """The id, if it is of a person of this company; an API key is none."""

    def register(self, arrival: Arrival) -> Registered:
        """Keep a file with its first document, or find those that are kept; at most one call of many is new."""

    def lock(self, invoice_id: UUID) -> Received:
        """A document with its file, locked until the transaction ends, or `NotFound`."""

    def twin(self, file_id: UUID, sha256: str) -> Twin | None:
        """What other files with these bytes became: one that is alive, else one that was refused.

        It lets the readings of equal bytes wait for each other.
        """

    def identify(self, file_id: UUID, *, sha256: str, kind: str | None = None) -> None:
        """Remember what a file holds."""

    def settle(self, invoice_id: UUID, state: State, reasons: Sequence[Finding], **columns: Any) -> None:
        """Move a document, with why."""

    def add_part(self, of: Received, part: int, record: dict[str, Any]) -> UUID | None:
        """Keep a further document of a file that was read; None if it is kept."""

    def attach(self, cufe: str, event: Finding) -> bool:
        """Note an event on the invoice that it is about; whether there is one."""

    def keep_token(self, invoice_id: UUID, token: str | None) -> None:
        """Remember the execution that waits for a person, or that none does."""

    def forget_reading(self, received: Received) -> None:
        """Forget what was read of a document, so that it is as it arrived."""


class FlowTokens(Protocol):
    """Executions that wait for a person."""

    def go_on(self, token: str, standing: Standing) -> bool:
        """Let an execution go on; False if it does not wait any more."""
