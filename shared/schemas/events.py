"""The catalogue of events: what agents announce to each other. JSON Schemas of it are in `event_schemas/`."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal
from uuid import UUID

from shared.schemas.call_events import (
    CallCompleted,
    CallErased,
    CallPolicyDecided,
    CallQueued,
    CallsStopped,
    CallTranscribed,
    PersonForgotten,
    RegistryStale,
)
from shared.schemas.envelope import EventData

__all__ = [
    "CallCompleted",
    "CallErased",
    "CallPolicyDecided",
    "CallQueued",
    "CallTranscribed",
    "CallsStopped",
    "PersonForgotten",
    "RegistryStale",
]

Band = Literal["cold", "warm", "hot"]
Strength = Literal["low", "medium", "high"]


class _AboutLead(EventData):
    source: ClassVar[str] = "crm"

    lead_id: UUID

    @property
    def subject(self) -> str:
        return f"lead:{self.lead_id}"


class LeadCreated(_AboutLead):
    """A lead was registered for the first time."""

    type: ClassVar[str] = "lead.created"

    lead_source: str | None


class LeadScored(_AboutLead):
    """A lead got its first score, or another one than before."""

    type: ClassVar[str] = "lead.scored"

    score: int
    band: Band
    previous_score: int | None


class LeadStatusChanged(_AboutLead):
    """A lead moved along the pipeline."""

    type: ClassVar[str] = "lead.status_changed"

    status: str
    previous_status: str
    reason: str


class BuyerSignalDetected(_AboutLead):
    """Somebody showed intent to buy.

    Attributes:
        actionable: strong enough to act on now, and the lead has not called for action in the last days.
        evidence_ref: where the evidence is, never the evidence itself.
    """

    type: ClassVar[str] = "buyer_signal.detected"

    signal_type: str
    strength: Strength
    actionable: bool
    evidence_ref: str | None = None


class _AboutInvoice(EventData):
    source: ClassVar[str] = "finance"

    invoice_id: UUID

    @property
    def subject(self) -> str:
        return f"invoice:{self.invoice_id}"


class InvoiceReceived(_AboutInvoice):
    """A file arrived by some door, and its reading begins."""

    type: ClassVar[str] = "invoice.received"

    door: Literal["bucket", "api", "batch"]


class InvoiceProcessed(_AboutInvoice):
    """A document was posted to the books.

    Attributes:
        counterparty_id: of the supplier or the customer; no name and no tax number.
        total: with taxes, in COP.
        automatic: nobody had to approve it.
    """

    type: ClassVar[str] = "invoice.processed"

    kind: str
    direction: Literal["purchase", "sale"]
    counterparty_id: UUID | None
    issued_on: date
    total: Decimal
    withheld: Decimal
    automatic: bool


class InvoiceNeedsReview(_AboutInvoice):
    """A document waits for a person; `reasons` are codes, and empty where only an approval is missing."""

    type: ClassVar[str] = "invoice.needs_review"

    reasons: tuple[str, ...]
    approvers: int | None


class InvoiceDue(_AboutInvoice):
    """A bill is due soon and not paid; `owed` is in COP."""

    type: ClassVar[str] = "invoice.due"

    due_on: date
    owed: Decimal


class InvoiceBatchReceived(EventData):
    """Files were handed in together.

    Attributes:
        bucket: where the list of positions is that the state machine goes through; likewise `key`.
    """

    type: ClassVar[str] = "invoice_batch.received"
    source: ClassVar[str] = "finance"

    batch_id: UUID
    files: int
    bucket: str
    key: str

    @property
    def subject(self) -> str:
        return f"invoice_batch:{self.batch_id}"


class AssessmentCompleted(EventData):
    """Somebody handed in a questionnaire. Who, and what they answered, stays with them."""

    type: ClassVar[str] = "assessment.completed"
    source: ClassVar[str] = "hr"

    assessment_id: UUID
    wave_id: UUID
    definitions: tuple[str, ...]

    @property
    def subject(self) -> str:
        return f"assessment:{self.assessment_id}"


class BurnoutRiskDetected(EventData):
    """A released result of a team reached a high or critical level of burnout risk. It speaks of no person.

    Attributes:
        respondents: a band, such as `5-9`.
        valid_until: the end of the next wave; what was done because of it ends then.
    """

    type: ClassVar[str] = "burnout.risk.detected"
    source: ClassVar[str] = "hr"

    team_id: UUID
    wave_id: UUID
    severity: Literal["high", "critical"]
    respondents: Literal["5-9", "10-24", "25-49", "50+"]
    scoring_version: str
    evaluated_at: datetime
    valid_until: datetime

    @property
    def subject(self) -> str:
        return f"team:{self.team_id}"


class ModelPromoted(EventData):
    """Somebody let a model speak about a company's people. It names the model and nobody else.

    Attributes:
        release: the model's version, such as `2026.1`.
        sha256: of the model file.
    """

    type: ClassVar[str] = "model.promoted"
    source: ClassVar[str] = "hr"

    name: Literal["turnover_intention", "burnout"]
    release: str
    sha256: str

    @property
    def subject(self) -> str:
        return f"model:{self.name}"


CATALOGUE: tuple[type[EventData], ...] = (
    LeadCreated,
    LeadScored,
    LeadStatusChanged,
    BuyerSignalDetected,
    InvoiceReceived,
    InvoiceProcessed,
    InvoiceNeedsReview,
    InvoiceDue,
    InvoiceBatchReceived,
    CallQueued,
    CallsStopped,
    CallCompleted,
    CallTranscribed,
    CallErased,
    PersonForgotten,
    RegistryStale,
    CallPolicyDecided,
    AssessmentCompleted,
    BurnoutRiskDetected,
    ModelPromoted,
)
