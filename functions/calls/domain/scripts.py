"""Which script a campaign follows, and how it calls: versioned data, never code."""

from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from functions.calls.domain.windows import Window

Language = Literal["es", "en"]
E164 = Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{6,14}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
"""A sentence or two, as they are spoken."""


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is not a time zone of the IANA")
    return name


Zone = Annotated[str, AfterValidator(_zone)]


class ScriptChoice(BaseModel):
    """Which script a campaign follows, and what the company says differently in it.

    Attributes:
        name: of a script that we ship.
        edit: the company's own words, as the conversation's `ScriptEdit` has them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")] = "hotels"
    edit: dict[str, Any] = Field(default_factory=dict)


class CallSettings(BaseModel):
    """How a campaign calls.

    Attributes:
        caller_id: our number that it calls from.
        spoken_name: of the company, as it is said first; else the name that it is registered with.
        origin: where the numbers are from, for whoever asks.
        toll_free: number without cost, to opt out; told to voicemails in the United States.
        time_zone: of leads whose zone is not known.
        windows: narrower than the law's; none is the law's.
        pace_per_minute: calls begun in a minute, at most.
        at_once: calls open at a time, at most.
        daily_cap: calls begun in a day of `time_zone`, at most.
        attempts: for one lead.
        longest_seconds: of a call.
        leave_voicemail: one message after the beep, instead of hanging up.
        recording_days: how long recordings are kept; `transcript_days`: what was said, as words.
        transfer_numbers: people of the company who take calls over, in hours of `staffed`.
        meetings: when meetings are held, of `meeting_minutes`.
    """

    model_config = ConfigDict(frozen=True)

    caller_id: E164
    toll_free: E164 | None = None
    spoken_name: Annotated[Line, Field(max_length=60)] | None = None
    origin: Line | None = None
    time_zone: Zone = "America/Bogota"
    windows: tuple[Window, ...] = ()
    pace_per_minute: Annotated[int, Field(ge=1, le=60)] = 6
    at_once: Annotated[int, Field(ge=1, le=100)] = 5
    daily_cap: Annotated[int, Field(ge=1, le=10_000)] = 200
    attempts: Annotated[int, Field(ge=1, le=3)] = 3
    longest_seconds: Annotated[int, Field(ge=60, le=600)] = 600
    leave_voicemail: StrictBool = False
    record: StrictBool = True
    recording_days: Annotated[int, Field(ge=1, le=1825)] = 90
    transcript_days: Annotated[int, Field(ge=1, le=1825)] = 180
    transfer_numbers: Annotated[tuple[E164, ...], Field(max_length=10)] = ()
    staffed: tuple[Window, ...] = ()
    meetings: tuple[Window, ...] = ()
    meeting_minutes: Annotated[int, Field(ge=10, le=120)] = 30
