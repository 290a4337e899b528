"""What every reader under test answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a reader makes of a document.

    Attributes:
        answers: in the flat fields of labelled sets; a field that is absent or None abstains.
        outcome: where the document ends.
        reasons: codes of why it does not go further by itself.
        posts: whether it would be posted with nobody looking.
        seconds: of reading alone; None if that is all that was done.
    """

    outcome: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    posts: bool = False
    seconds: float | None = None


class Reader(Protocol):
    """Something that reads documents."""

    name: str

    def warm(self, content: bytes) -> None:
        """Read a document so that the next ones find everything loaded, and forget it."""

    def read(self, content: bytes) -> Reading:
        """Read one document; what it cannot do is an outcome, not an error."""
