"""Campaigns of calls, as people set them up and follow them."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from functions.calls.domain.queue import Place
from functions.calls.domain.scripts import CallSettings, Language, ScriptChoice
from shared.schemas.text import Name

CampaignStatus = Literal["draft", "active", "paused", "ended"]
Money = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]


class CampaignDraft(BaseModel):
    """A new campaign, which calls nobody before it is started."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    language: Language = "es"
    settings: CallSettings
    script: ScriptChoice = ScriptChoice()
    budget_amount: Money | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None

    @model_validator(mode="after")
    def _says_the_currency(self) -> "CampaignDraft":
        if self.budget_amount is not None and self.currency is None:
            raise ValueError("a budget needs its currency")
        return self


class CampaignEdit(BaseModel):
    """What is to be different; a changed script is a new version, to be approved by starting the campaign anew."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name | None = None
    settings: CallSettings | None = None
    script: ScriptChoice | None = None


class CampaignView(BaseModel):
    """A campaign.

    Attributes:
        approved: whether somebody approved this version of the script.
        paused_because: who or what paused it.
    """

    campaign_id: UUID
    name: str
    status: CampaignStatus
    language: Language
    settings: CallSettings
    script: ScriptChoice
    script_version: int
    approved: bool
    budget_amount: Decimal | None
    currency: str | None
    paused_because: str | None
    created_at: AwareDatetime


class LeadsDraft(BaseModel):
    """Leads to be called."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lead_ids: Annotated[list[UUID], Field(min_length=1, max_length=500)]


class LeadsAdded(BaseModel):
    """How many are in the queue now that were not, and who cannot be.

    Attributes:
        unknown: leads that the company does not have.
        without_number: leads without a telephone number.
    """

    added: int
    unknown: list[UUID]
    without_number: list[UUID]


class QueuedLead(BaseModel):
    """A lead in the queue.

    Attributes:
        code: why it was last not called; with the gate's reasons.
        next_attempt_at: when it may be called; null for as soon as there is room, and where it will not be.
    """

    entry_id: UUID
    lead_id: UUID
    status: Place
    attempts: int
    next_attempt_at: AwareDatetime | None
    last_call_id: UUID | None
    outcome: str | None
    code: str | None
    reasons: list[dict[str, Any]]


class CampaignReport(BaseModel):
    """How a campaign stands.

    Attributes:
        leads: how many, by where they stand.
        not_called: how many wait or were given up, by the code that the gate or the line gave.
        calls: how many, by status.
        outcomes: how many calls, by outcome.
        live_answered: calls of the last 30 days that a person answered; `abandoned` of them heard nobody in time.
        spent: money, in `currency`; null where there is no budget, or no rate of exchange for what calls cost.
        priced_calls: calls whose price the carrier told; the `estimated_calls` are counted with what they cost at most.
        next_attempt_at: the first lead's that waits.
    """

    campaign_id: UUID
    status: CampaignStatus
    paused_because: str | None
    leads: dict[str, int]
    not_called: dict[str, int]
    calls: dict[str, int]
    outcomes: dict[str, int]
    live_answered: int
    abandoned: int
    talked_seconds: int
    budget_amount: Decimal | None
    spent: Decimal | None
    currency: str | None
    priced_calls: int
    estimated_calls: int
    next_attempt_at: AwareDatetime | None
