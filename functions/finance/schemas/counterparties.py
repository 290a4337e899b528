"""Requests and answers about suppliers and customers."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict

from functions.finance.domain.nit import check_digit, parse_nit
from functions.finance.schemas.edits import AccountCode, Digits, Municipality, ProfileEdit
from functions.finance.schemas.settings import ProfileView
from shared.schemas.text import Label, Name


def _right_nit(text: str) -> str:
    """A NIT in its stored form; a foreign number is left as it is."""
    try:
        nit = parse_nit(text)
    except ValueError:
        return text.strip()
    if not nit.is_consistent:
        raise ValueError(f"check digit {nit.dv} is wrong: that of {nit.number} is {check_digit(nit.number)}")
    return str(nit)


TaxId = Annotated[Digits, AfterValidator(_right_nit)]


class MemoryView(BaseModel):
    """What is chosen for the next document of this counterparty, because a person chose it last."""

    concept: str | None = None
    purpose: str | None = None
    account: str | None = None
    municipality: str | None = None


class CounterpartyView(BaseModel):
    """A supplier or a customer.

    Attributes:
        tax_id: without check digit; a foreign number as it is written.
        profile_source: ``person`` where a person said it: a document does not change it then.
    """

    counterparty_id: UUID
    tax_id: str
    dv: str | None
    id_type: str | None
    name: str | None
    profile: ProfileView
    profile_source: Literal["document", "person"]
    memory: MemoryView
    created_at: datetime
    updated_at: datetime


class MemoryPatch(BaseModel):
    """What to choose for the next document; null forgets."""

    model_config = ConfigDict(extra="forbid")

    concept: Label | None = None
    purpose: Label | None = None
    account: AccountCode | None = None
    municipality: Municipality | None = None


class CounterpartyPatch(BaseModel):
    """What a person says of a counterparty; what is not named stays, null says that it is not known."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    profile: ProfileEdit | None = None
    memory: MemoryPatch | None = None


class CounterpartyDraft(CounterpartyPatch):
    """Somebody whose first document is still to come.

    Attributes:
        tax_id: a NIT as it is written, with a right check digit or without one; a foreign number as it is written.
    """

    tax_id: TaxId
