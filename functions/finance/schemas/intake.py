"""Requests and answers about bringing files in."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictBool, StringConstraints, model_validator

from functions.finance.domain.states import State
from functions.finance.extraction.limits import LIMITS
from shared.schemas.tasks import TaskRequest
from shared.schemas.text import Label, Name

ObjectKey = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
BatchState = Literal["running", "finished", "cancelled"]
Outcome = Literal["waiting", "taken", "missing", "failed", "cancelled"]


class _Request(BaseModel):
    """A request body: unknown fields are refused, so that a typo is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class UploadDraft(_Request):
    """A file that somebody wants to upload.

    Attributes:
        size: bytes, exactly.
        for_batch: it does not start by itself, but with the batch that names it.
    """

    file_name: Name
    content_type: Label = "application/octet-stream"
    size: Annotated[int, Field(ge=1, le=LIMITS.file_bytes)]
    for_batch: StrictBool = False


class UploadAddress(BaseModel):
    """Where to send the file: one request with this method and exactly these headers.

    Attributes:
        file_path: names the file in later requests.
    """

    upload_url: str
    method: str
    headers: dict[str, str]
    file_path: str
    expires_at: AwareDatetime


class ProcessDraft(_Request):
    """A file that was uploaded; `user_id` is who brings it, where a program hands it in."""

    file_path: ObjectKey
    user_id: UUID | None = None


class Accepted(BaseModel):
    """The document of a file, new or not.

    Attributes:
        taxes: the withholdings with every rule tried, once they are decided.
    """

    invoice_id: UUID
    status: State
    status_url: str
    taxes: dict[str, Any] | None = None


class BatchDraft(_Request):
    """Files that are handed in together: named here, or in a JSON list of names that was uploaded."""

    file_paths: Annotated[list[ObjectKey], Field(min_length=1, max_length=1000)] | None = None
    manifest_path: ObjectKey | None = None
    user_id: UUID | None = None

    @model_validator(mode="after")
    def _names_files_once(self) -> "BatchDraft":
        if (self.file_paths is None) == (self.manifest_path is None):
            raise ValueError("name file_paths, or a manifest_path")
        return self


class BatchAccepted(BaseModel):
    """A batch that was begun."""

    batch_id: UUID
    files: int
    status_url: str


class BatchItem(BaseModel):
    """What became of one file; `status` and `reasons` are those of its first document."""

    file_path: str
    outcome: Outcome
    invoice_id: UUID | None
    status: State | None
    reasons: list[str]


class Batch(BaseModel):
    """A batch with everything that became of its files.

    Attributes:
        outcomes: how many files were taken, are missing, …
        states: how many documents stand where.
    """

    batch_id: UUID
    status: BatchState
    files: int
    outcomes: dict[str, int]
    states: dict[str, int]
    created_at: AwareDatetime
    items: list[BatchItem]


class BatchTask(TaskRequest):
    """A step about a batch."""

    batch_id: UUID


class BatchFileTask(BatchTask):
    """A step about one file of a batch, by its position in it."""

    position: int

    @property
    def effect(self) -> str:
        return f":{self.position}"


class Taken(BaseModel):
    """What became of a file of a batch."""

    outcome: Outcome


class Kept(BaseModel):
    """What is remembered of files that were refused: their content, so that equal files are refused unread.

    Attributes:
        contents: different contents.
        files: that had them.
        meaning: what this is, in words.
    """

    contents: int
    files: int
    meaning: dict[Literal["es", "en"], str]


class Forgotten(BaseModel):
    """How many files were forgotten."""

    files: int
