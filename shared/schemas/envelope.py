"""The envelope that every event travels in: the `detail` of an EventBridge event."""

from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from shared.core.invocation import Invocation, new_id


class EventData(BaseModel):
    """What happened, in ids and small values; no personal data. One subclass per event type."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: ClassVar[str]
    source: ClassVar[str]
    version: ClassVar[int] = 1

    @property
    def subject(self) -> str:
        """What the event is about, ``lead:<id>``."""
        raise NotImplementedError


class AnyEvent(EventData):
    """Stands for every type, for consumers that take the envelope as it is."""

    type: ClassVar[str] = "*"
    source: ClassVar[str] = "*"


class Envelope(BaseModel):
    """One event: who, when, why and what.

    Attributes:
        subject: what it is about, ``lead:<id>``.
        correlation_id: joins everything that one request set off.
        causation_id: the event that led to this one.
        data: the fields of the type's model.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: UUID
    type: str
    version: int
    source: str
    company_id: UUID
    subject: str
    correlation_id: str
    causation_id: UUID | None = None
    occurred_at: AwareDatetime
    data: dict[str, Any]

    @classmethod
    def of(cls, data: EventData, *, during: Invocation, at: datetime) -> "Envelope":
        """Wrap what happened during an invocation of a company.

        Raises:
            ValueError: the invocation has no company.
        """
        if during.company_id is None:
            raise ValueError(f"{data.type} needs a company")
        return cls(
            id=new_id(),
            type=data.type,
            version=data.version,
            source=f"astramech.{data.source}",
            company_id=during.company_id,
            subject=data.subject,
            correlation_id=during.correlation_id,
            causation_id=during.causation_id,
            occurred_at=at,
            data=data.model_dump(mode="json"),
        )


class Events(Protocol):
    """What a service needs to announce something."""

    def record(self, data: EventData) -> Envelope:
        """Announce what happened, if and only if the transaction commits."""
