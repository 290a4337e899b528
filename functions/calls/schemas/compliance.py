"""Requests and answers about who may be called."""

from datetime import datetime, time
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from functions.calls.domain.scripts import E164, Zone
from functions.calls.schemas.instants import Instant
from shared.schemas.text import Label, Name

Channel = Literal["call", "sms", "app", "email"]
Purpose = Literal["marketing", "service"]
Wish = Literal["do_not_call", "unsubscribe", "complaint", "hostile", "legal", "manual", "wrong_number", "hard_bounce"]
ListName = Literal["RNE", "US_DNC"]
Region = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class _Draft(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WishDraft(_Draft):
    """Somebody does not want to be contacted.

    Attributes:
        channel: where it was said; null for all.
    """

    number: E164
    reason: Wish = "manual"
    channel: Channel | None = None
    note: Name | None = None
    lead_id: UUID | None = None


class Removal(_Draft):
    """Why a wish is taken off the list: the person said so, or it was a mistake."""

    reason: Name


class WishView(BaseModel):
    """A wish; `number` is null where it was forgotten, and the wish stays."""

    suppression_id: UUID
    number: str | None
    reason: Wish
    channel: Channel | None
    note: str | None
    lead_id: UUID | None
    said_in: UUID | None
    since: datetime
    added_by: UUID | None
    removed_at: datetime | None
    removed_by: UUID | None
    removal_reason: str | None


class ConsentDraft(_Draft):
    """What a person agreed to, before the call.

    Attributes:
        text_version: of what was read or shown; `proof`: where the evidence is.
        hours_from: with `hours_to`, other hours of weekdays that a separate document agrees to.
    """

    number: E164
    channel: Channel = "call"
    purpose: Purpose = "marketing"
    form: Literal["express", "written"]
    text_version: Label
    language: Literal["es", "en"]
    proof: Name
    given_at: Instant
    names_seller: bool = False
    artificial_voice: bool = False
    hours_from: time | None = None
    hours_to: time | None = None
    lead_id: UUID | None = None

    @model_validator(mode="after")
    def _hours_are_in_order(self) -> Self:
        if (self.hours_from is None) != (self.hours_to is None):
            raise ValueError("hours_from and hours_to belong together")
        if self.hours_from and self.hours_to and not self.hours_from < self.hours_to:
            raise ValueError("hours_from is before hours_to")
        if any(each and each.tzinfo for each in (self.hours_from, self.hours_to)):
            raise ValueError("hours are by the person's own clock, without a zone")
        return self


class ConsentView(BaseModel):
    """A consent; `withdrawn_at` ends it."""

    consent_id: UUID
    number: str | None
    channel: Channel
    purpose: Purpose
    form: Literal["express", "written"]
    text_version: str
    language: str
    proof: str
    names_seller: bool
    artificial_voice: bool
    hours_from: time | None
    hours_to: time | None
    lead_id: UUID | None
    given_at: datetime
    recorded_at: datetime
    recorded_by: UUID | None
    withdrawn_at: datetime | None
    withdrawn_by: UUID | None


class PlaceDraft(_Draft):
    """Where a person is: of the USA, the state as two letters; nothing is guessed from the number."""

    number: E164
    country: Region | None = None
    region: Region | None = None
    zone: Zone | None = None
    source: Name


class PlaceView(BaseModel):
    country: str | None
    region: str | None
    zone: str | None
    source: str
    stated_at: datetime


class NumberView(BaseModel):
    """What stands about a number."""

    suppressed: bool
    suppressions: list[WishView]
    consents: list[ConsentView]
    place: PlaceView | None


class ImportDraft(_Draft):
    """A part of an exclusion list.

    Attributes:
        snapshot_at: when the list was taken from its keeper; a list counts by it, not by its import.
        import_id: of the import that this part goes on with.
        complete: it is the last part; until then the list before counts.
    """

    snapshot_at: Instant
    numbers: Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=50_000)]
    import_id: UUID | None = None
    complete: bool = True


class SnapshotView(BaseModel):
    """A copy of an exclusion list.

    Attributes:
        refused: lines that were no numbers in E.164 form; `repeated`: numbers that stood there already.
        failed_because: why its file could not be taken in: `no_numbers`.
        stale_at: from then on nobody is called by it; `stale`: that is now.
    """

    import_id: UUID
    list_name: ListName
    snapshot_at: datetime
    numbers: int
    refused: int
    repeated: int
    completed_at: datetime | None
    failed_because: str | None
    stale_at: datetime
    stale: bool


class StopDraft(_Draft):
    reason: Name


class SwitchView(BaseModel):
    """Whether calls are stopped.

    Attributes:
        by: `company`, `operator`; a company lifts its own stop only.
    """

    stopped: bool
    by: list[Literal["company", "operator"]]
    reason: str | None
    since: datetime | None


class ReasonView(BaseModel):
    code: str
    detail: str
    rule: str
    source: str
    confidence: Literal["H", "M", "L"]
    until: datetime | None


class DecisionView(BaseModel):
    """A decision as it was kept; `retry_at` is null unless only time stands in the way."""

    decision_id: UUID
    moment: Literal["enqueue", "dial"]
    lead_id: UUID | None
    call_id: UUID | None
    campaign_id: UUID | None
    purpose: Purpose
    allow: bool
    code: str | None
    reasons: list[ReasonView]
    retry_at: datetime | None
    opens_at: datetime | None
    must_end_by: datetime | None
    evidence: dict[str, Any]
    rules_version: str
    inputs_hash: str
    decided_at: datetime
    expires_at: datetime


class GateAnswer(BaseModel):
    """Whether a call would be allowed now; nothing was kept.

    Attributes:
        next_allowed_at: null unless only time stands in the way.
        opens_at: when hours and limits next allow it; `then` says what will stand in the way at that moment.
    """

    allow: bool
    code: str | None
    reasons: list[ReasonView]
    next_allowed_at: datetime | None
    opens_at: datetime | None
    then: list[ReasonView]
    must_end_by: datetime | None
    zones: list[str]
    rules_version: str


class NumberDraft(_Draft):
    number: E164


class OperatorOrder(_Draft):
    """Stop calls of all companies for a reason, or lift every such stop."""

    stop: bool
    reason: Name = "stopped by the operator"


class OperatorReport(BaseModel):
    """How many stops were opened or lifted, and how many calls were taken back that nobody had answered."""

    changed: int
    halted: int = 0


class Forgotten(BaseModel):
    """What was removed of a person.

    Attributes:
        numbers: rows of lists in which the number stood as itself.
        leads: that have the number, and are without it shortly.
        calls: that ended, in which nothing that was said is left; `versions` of recordings and transcripts.
        open_calls: that had not ended: ask again when they have.
    """

    numbers: int
    leads: int = 0
    calls: int = 0
    versions: int = 0
    open_calls: int = 0
