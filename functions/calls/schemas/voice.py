"""What the voice of a call and its desk say to each other."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from functions.calls.domain.after_call.summary import Step
from functions.calls.domain.conversation.observations import Answerer
from functions.calls.domain.conversation.state import Outcome
from functions.calls.domain.scripts import Language, ScriptChoice

Because = Literal["first", "resumed", "transfer_unanswered"]


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True)


class Opening(_Said):
    """The first message of a stream, as it came in."""

    token: str
    call_id: UUID
    call_sid: str
    stream_sid: str


class CallFacts(_Said):
    """What the voice has to know of the call that a token opened.

    Attributes:
        number: of the person.
        because: why the stream was opened; `resumed` brings the last `snapshot`, where one was kept.
        company_name: as it is spoken.
        script_version: of the campaign's choice, from 1; 0 for a call without a campaign.
        caller_id: our number.
        toll_free: number to opt out without cost.
        longest_seconds: from now; the lawful window may end sooner, at `must_end_by`.
        recording_key: where the recording goes; None where there is to be none.
        can_transfer: whether a person of the company takes calls over now.
    """

    call_id: UUID
    company_id: UUID
    number: str
    correlation_id: str
    because: Because
    direction: Literal["outbound", "inbound"]
    language: Language
    company_name: str
    campaign_id: UUID | None
    lead_id: UUID | None
    prospect_name: str | None
    prospect_company: str | None
    script: ScriptChoice
    script_version: int
    email_known: bool
    origin: str | None
    caller_id: str | None
    toll_free: str | None
    time_zone: str
    must_end_by: datetime | None
    longest_seconds: int
    leave_voicemail: bool
    recording_key: str | None
    can_transfer: bool
    answered_by: Answerer | None
    provider: str
    snapshot: dict[str, Any] | None = None


class PolicyStep(_Said):
    """One step of the conversation, without a word of what was said.

    Attributes:
        generator: who said what was meant: `rules`, `key`, or `llm:<model>`.
    """

    turn: int
    state: str
    next_state: str
    intent: str
    confidence: Annotated[float, Field(ge=0, le=1)]
    actions: tuple[str, ...]
    script_version: str
    generator: str = "rules"


class Turn(_Said):
    """Something that was said.

    Attributes:
        heard: of an agent's turn that was interrupted, what was heard of it.
        engine: that recognised or spoke it.
    """

    role: Literal["agent", "prospect"]
    text: str
    started_ms: int
    ended_ms: int
    confidence: float | None = None
    interrupted: bool = False
    heard: str | None = None
    engine: str | None = None


class ScorePart(_Said):
    """A component of a score, with the turns it rests on."""

    name: str
    points: float
    turns: tuple[int, ...] = ()
    because: str | None = None


class NextStep(_Said):
    """What is to be done after a call."""

    do: Step
    at: datetime | None = None


class Ended(_Said):
    """A conversation that is over.

    Attributes:
        outcome: None where nothing was recognised as one.
        score: None where no person spoke; then `score_reason` says why.
        generator: of the score: `rules`, or `llm:<model>`.
        summary: in a few sentences, from the facts of the call; `summary_generator` says who wrote them.
        recording_key: where the recording is; None where there is none.
        engines: that were used, by part: `stt`, `tts`, `llm`.
        live: whether a person answered.
        abandoned: whether she heard nothing of us within 2 s of her greeting.
        timings: figures of the call, such as the first words' delay in ms.
    """

    outcome: Outcome
    score: Annotated[int, Field(ge=0, le=100)] | None
    score_reason: str | None = None
    score_parts: tuple[ScorePart, ...] = ()
    generator: str = "rules"
    summary: str = ""
    summary_generator: str = "template"
    next_step: NextStep | None = None
    turns: tuple[Turn, ...] = ()
    language: Language
    recording_key: str | None = None
    recording_ms: int | None = None
    engines: dict[str, str] = Field(default_factory=dict)
    ended_by: Literal["prospect", "agent", "carrier", "time", "error"]
    live: bool
    abandoned: bool = False
    meeting_at: datetime | None = None
    callback_at: datetime | None = None
    timings: dict[str, float] = Field(default_factory=dict)


class Transcript(BaseModel):
    """A conversation as it is kept and shown."""

    call_id: UUID
    language: Language
    turns: tuple[Turn, ...]
    engines: dict[str, str]


class Preview(_Said):
    """A sentence that somebody wants to hear before it is used in calls."""

    text: str
    language: Language
