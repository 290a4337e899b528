"""Requests and answers about Alegra."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from functions.finance.domain.alegra.connection import Provider
from shared.schemas.email import Email
from shared.schemas.text import Label

Token = Annotated[str, StringConstraints(min_length=8, max_length=200, pattern=r"^[\x21-\x7e]+$")]


class ConnectionDraft(BaseModel):
    """The credentials of an account's user, as Alegra shows them under its settings for integrations.

    Attributes:
        cost_center: id of the one that every bill goes to.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    email: Email
    token: Token = Field(repr=False)
    cost_center: Label | None = None


class Fault(BaseModel):
    """Why Alegra takes nothing until a person acts: its code, or a word of ours."""

    code: int | str
    message: str


class ConnectionView(BaseModel):
    """The account of the company; never its token.

    Attributes:
        provider: ``simulator`` where a simulated Alegra answers.
        fault: null while Alegra takes documents; connecting again clears it.
    """

    connected: bool
    provider: Provider | None = None
    email: str | None = None
    company_name: str | None = None
    cost_center: str | None = None
    verified_at: AwareDatetime | None = None
    fault: Fault | None = None


class Synced(BaseModel):
    """Where a document stands with Alegra.

    Attributes:
        state: ``sync_unknown`` also while somebody else is at work on it; it is looked for again by itself.
        alegra_id: of the bill or invoice.
        provider: ``simulator`` where a simulated Alegra answered.
        code: Alegra's number, or a word of ours, if it did not go in.
        message: for people.
    """

    state: Literal["synced", "sync_unknown", "sync_failed", "not_connected"]
    alegra_id: str | None = None
    provider: Provider | None = None
    code: int | str | None = None
    message: str | None = None


class ResolveReport(BaseModel):
    """What became of documents that waited."""

    looked_at: int
    synced: int
    waiting: int


class ReferencesReport(BaseModel):
    """What was read of all accounts.

    Attributes:
        failed: companies whose account could not be read; the next night tries again.
    """

    companies: int
    rows: int
    failed: int
