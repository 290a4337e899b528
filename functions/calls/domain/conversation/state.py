"""Where a conversation stands: a value that can be stored after each turn and taken up by another process."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

StateName = Literal[
    "connecting",
    "disclosure",
    "identify",
    "pitch",
    "qualify",
    "objection",
    "schedule",
    "handoff",
    "close",
    "ended",
    "opt_out",
    "voicemail",
    "screening",
    "silent",
]
Slot = Literal["need", "authority", "timing", "budget"]
ObjectionName = Literal["no_need", "price", "already_have", "no_authority", "no_budget", "no_trust", "contract_lock"]
Outcome = Literal[
    "meeting_booked",
    "callback",
    "info_requested",
    "interested",
    "not_interested",
    "do_not_call",
    "wrong_person",
    "human_handoff",
    "voicemail_left",
    "voicemail_no_message",
    "screened_out",
    "no_conversation",
    "failed",
]
Topic = Literal["meeting", "callback", "information"]
"""What is being arranged in `schedule`."""


class Filled(BaseModel):
    """What the prospect said to a question.

    Attributes:
        turn: of the prospect that says it.
        positive: whether it speaks for a meeting.
    """

    model_config = ConfigDict(frozen=True)

    turn: int
    positive: bool


class State(BaseModel):
    """The whole memory of the policy.

    Attributes:
        resumes: the state to go on in after a disclosure or silence.
        back: the state to return to from an objection.
        turn: how many times the prospect has spoken.
        spoke: how many times the agent has begun to speak; names the marks.
        waits_for: the mark whose end moves the conversation on.
        met: whether a person has said something meaningful after the disclosure.
        signals: of a machine: `slow` (carrier, or a long first utterance) and `greeting` (phrase, or tone).
        since_ms: when screening or holding began.
        topic: what is being arranged in `schedule`.
        offers_human: whether the last question offered a person.
        times: that were offered, or the one to be confirmed.
        confirming: whether `times[0]` waits for a yes.
        commitment: the turn that says the outcome.
        pending: an intent that waits for the end of the disclosure.
    """

    model_config = ConfigDict(frozen=True)

    name: StateName = "connecting"
    resumes: StateName = "identify"
    back: StateName = "identify"
    turn: int = 0
    spoke: int = 0
    disclosures: int = 0
    waits_for: str | None = None
    met: bool = False
    signals: tuple[Literal["slow", "greeting"], ...] = ()
    machine_ended: bool = False
    since_ms: int = 0
    asked: Slot | None = None
    slots: dict[Slot, Filled] = {}
    qualified: int = 0
    interest: int | None = None
    objections: tuple[ObjectionName, ...] = ()
    refusals: int = 0
    unclear: int = 0
    silences: int = 0
    gatekeepers: int = 0
    handoffs: int = 0
    holding: bool = False
    offers_human: bool = False
    topic: Topic | None = None
    times: tuple[AwareDatetime, ...] = ()
    confirming: bool = False
    rounds: int = 0
    pending: str | None = None
    hurried: bool = False
    transferred: bool = False
    recording: bool = True
    suppressed: Literal["do_not_call", "hostile", "wrong_person"] | None = None
    outcome: Outcome | None = None
    commitment: int | None = None
    agreed: AwareDatetime | None = None
    questions: tuple[int, ...] = ()
