"""A file that arrived, and a document of it, as the flow knows them."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from functions.finance.domain.reasons import Finding
from functions.finance.domain.states import State

Door = Literal["bucket", "api", "batch"]


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One version of one object, and who brought it.

    Attributes:
        version: the object's version id; its ETag in a bucket without versions.
        size: bytes.
        user_id: None where nobody is known, as in a bucket.
    """

    bucket: str
    key: str
    version: str
    size: int
    door: Door
    user_id: UUID | None = None
    batch_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Registered:
    """The first document of a registered file.

    Attributes:
        is_new: this arrival registered it; any later one finds it.
    """

    file_id: UUID
    invoice_id: UUID
    state: State
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Received:
    """A document with its file, before anything is known of what it says.

    Attributes:
        part: its position among the documents of the file.
        token: of the execution that waits for a person, if one does.
    """

    id: UUID
    state: State
    file_id: UUID
    part: int
    bucket: str
    key: str
    version: str
    door: Door
    user_id: UUID | None
    token: str | None


@dataclass(frozen=True)
class Twin:
    """A document that came from the same bytes before.

    Attributes:
        reasons: why it was refused, if it was.
    """

    invoice_id: UUID
    state: State
    reasons: tuple[Finding, ...]
