"""What is true of this call and no other: who calls whom, from when, and what the company can offer now."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator

from functions.calls.domain.conversation.actions import Language


class Facts(BaseModel):
    """What a script may say of this call.

    Attributes:
        company: its name, as it is spoken.
        name: of the person who is called, where the campaign knows it.
        zone: of the prospect, an IANA name.
        began_at: when this stream began; observations count from here.
        offset_ms: from the beginning of the call to the beginning of this stream.
        call_back: a number of the company, as it is spoken.
        toll_free: the number where a machine's owner can opt out, as it is spoken.
        origin: where the company has the number from, as it is spoken; None where nobody stored it.
        email_known: whether the company has an address of the prospect.
        human_available: whether a person of the company's list takes transfers now.
        leave_voicemail: whether the campaign allows a message.
        must_end_by: end of the lawful window.
    """

    model_config = ConfigDict(frozen=True)

    language: Language
    company: str = Field(min_length=1, max_length=60)
    name: str | None = Field(default=None, max_length=80)
    zone: str
    began_at: AwareDatetime
    offset_ms: int = 0
    call_back: str = Field(min_length=1)
    toll_free: str = Field(min_length=1)
    origin: str | None = None
    email_known: bool = False
    human_available: bool = False
    leave_voicemail: bool = False
    must_end_by: AwareDatetime | None = None

    @field_validator("zone")
    @classmethod
    def _exists(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (KeyError, OSError, ValueError):
            raise ValueError("no such time zone") from None
        return zone

    def now(self, at_ms: int) -> datetime:
        """The prospect's local time at a moment of this stream."""
        return (self.began_at + timedelta(milliseconds=at_ms)).astimezone(ZoneInfo(self.zone))
