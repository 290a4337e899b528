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
        posts: whether it would be posted with nobody looking.
    """

    outcome: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    posts: bool = False


class Reader(Protocol):
    """Something that reads documents."""

    name: str

    def read(self, content: bytes) -> Reading:
        """Read one document; what it cannot do is an outcome, not an error."""
