"""The catalogue of events: what agents announce to each other. JSON Schemas of it are in `event_schemas/`."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal
from uuid import UUID

from shared.schemas.envelope import EventData

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
)
