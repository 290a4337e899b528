"""Exclusion lists as files."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from functions.calls.schemas.instants import Instant

MOST_BYTES = 200_000_000
"""Of one file: some fifteen million numbers."""


class ListFileDraft(BaseModel):
    """A whole exclusion list as a text file with one number in a line, in E.164 form; what follows a comma is not read.

    Attributes:
        snapshot_at: when the list was taken from its keeper.
        size: bytes, exactly.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    snapshot_at: Instant
    size: Annotated[int, Field(ge=1, le=MOST_BYTES)]


class ListUpload(BaseModel):
    """Where to put the file, with this method and exactly these headers, until it expires; it is then read."""

    import_id: UUID
    upload_url: str
    method: str
    headers: dict[str, str]
    expires_in_seconds: int
