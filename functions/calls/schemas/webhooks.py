"""What Twilio sends us, and what it is answered."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from shared.schemas.answers import Document

CallSid = Annotated[str, StringConstraints(pattern=r"^CA[0-9a-f]{32}$")]
XML = "application/xml"


class _Form(BaseModel):
    """Fields that we read; Twilio sends more, and may add others."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class StatusForm(_Form):
    """A call has another status."""

    CallSid: CallSid
    CallStatus: str
    SequenceNumber: Annotated[int, Field(ge=0)] = 0
    Timestamp: str | None = None
    CallDuration: Annotated[int, Field(ge=0)] | None = None
    AnsweredBy: str | None = None
    To: str | None = None
    From: str | None = None


class AmdForm(_Form):
    """The carrier has found out who or what answered."""

    CallSid: CallSid
    AnsweredBy: str


class VoiceForm(_Form):
    """A call asks what to do next."""

    CallSid: CallSid
    To: str = ""
    From: str = ""
    CallStatus: str = ""


class DialForm(VoiceForm):
    """A person of the company was rung, and did answer or did not."""

    DialCallStatus: str = ""


class StreamForm(_Form):
    """Something became of a stream."""

    CallSid: CallSid
    StreamSid: str = ""
    StreamEvent: str = ""
    StreamError: str | None = None


@dataclass(frozen=True)
class Place:
    """Which call of which company an address is of; Twilio's signature covers it."""

    company_id: UUID
    call_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class Twiml(Document):
    """What the carrier is to do."""

    media_types: ClassVar[tuple[str, ...]] = (XML,)

    @classmethod
    def of(cls, text: str) -> "Twiml":
        """From its text."""
        return cls(content=text.encode(), media_type=XML)


class Noted(BaseModel):
    """It was taken."""
