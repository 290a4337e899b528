"""What a call that has ended means for a lead: points, a task for a person, and whom we leave in peace."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from functions.crm.domain.pipeline import FollowUpRule
from functions.crm.domain.scoring import Behaviour

TALKED = (
    "meeting_booked",
    "interested",
    "callback",
    "info_requested",
    "human_handoff",
    "not_interested",
    "do_not_call",
)
"""Outcomes of calls in which the lead spoke with us."""

REPLIED = TALKED[:5]
"""Those in which she wants to hear from us again: an answer, as a reply to an e-mail is one."""

POINTS = {
    "meeting_booked": "meeting_booked",
    "interested": "call_interested",
    "callback": "call_callback",
    "info_requested": "call_callback",
    "human_handoff": "call_callback",
    "not_interested": "call_not_interested",
    "do_not_call": "call_not_interested",
}
"""By outcome, the rule of the score; other outcomes say nothing of the lead's interest.

The table of rules knows a meeting, interested, callback and not interested; who asks for information or for a person
wants to hear from us again.
"""

PREPARATION = timedelta(hours=1)
"""Before a meeting, at the latest."""


@dataclass(frozen=True, kw_only=True)
class EndedCall:
    """A call with a lead that has ended; never a word of it.

    Attributes:
        reason: why it ended without a conversation, such as `gate:outside_hours`.
        next_at: when the campaign calls again, where it does.
    """

    call_id: UUID
    status: str
    outcome: str
    score: int | None
    duration_seconds: int
    ended_at: datetime
    meeting_at: datetime | None = None
    callback_at: datetime | None = None
    reason: str | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What a person has to do after a call."""

    rule: FollowUpRule
    reason: str
    due_at: datetime


_STEPS = {
    "meeting_booked": (FollowUpRule("meeting", timedelta(days=1)), "a meeting was booked in a call: prepare it"),
    "callback": (FollowUpRule("callback", timedelta(days=1)), "asked to be called back"),
    "info_requested": (FollowUpRule("information", timedelta(days=1)), "asked for information by e-mail"),
    "human_handoff": (FollowUpRule("callback", timedelta(hours=4)), "asked for a person in a call"),
    "interested": (FollowUpRule("call", timedelta(days=1)), "was interested in a call"),
    "wrong_person": (FollowUpRule("review", timedelta(days=1)), "the number belongs to somebody else"),
}
"""By outcome; the time is the latest where the call agreed on none."""


def points_of(outcome: str, at: datetime) -> Behaviour | None:
    """The behaviour that a call is evidence of, if it is any."""
    rule = POINTS.get(outcome)
    return Behaviour(rule, at, f"a call: {outcome}") if rule else None


def next_step(call: EndedCall, *, now: datetime) -> NextStep | None:
    """What a person has to do after a call: at the time that was agreed on, if one was."""
    if call.outcome not in _STEPS:
        return None
    rule, reason = _STEPS[call.outcome]
    agreed = call.meeting_at - PREPARATION if call.meeting_at else call.callback_at
    return NextStep(rule=rule, reason=reason, due_at=max(agreed, now) if agreed else now + rule.within)
