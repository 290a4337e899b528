"""What becomes of a lead in a campaign's queue when a call to her has ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from functions.calls.domain.call import Call
from functions.calls.domain.retrying import Attempt, Ended, next_attempt

Place = Literal["waiting", "dialling", "reached", "given_up"]

_NOBODY = frozenset({"voicemail_left", "voicemail_no_message", "screened_out", "no_conversation", "failed"})
"""Outcomes of a line that was answered, but by no person who spoke."""

WHOLE_CAMPAIGN = frozenset(
    {"kill_switch", "campaign_inactive", "disclosure_missing", "caller_id", "campaign_cap", "abandonment", "budget"}
)
"""Refusals that say nothing of the lead: nobody else is asked for, and the lead waits as it did."""

_AS_ENDED: dict[str, Ended] = {"busy": "busy", "failed": "failed"}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a lead stands.

    Attributes:
        next_attempt_at: None where there is none.
        spent: whether the call counts as an attempt.
    """

    place: Place
    next_attempt_at: datetime | None
    spent: bool


def after_call(call: Call, *, attempts: int, zone: str, most: int, at: datetime, permanent: bool = False) -> Standing:
    """Where a lead stands after a call.

    Args:
        call: that has ended.
        attempts: before it.
        zone: of the person.
        most: attempts in this campaign.
        at: now.
        permanent: the number is none, or may not be called.
    """
    if call.status == "canceled" and (call.reason or "").removeprefix("gate:") in WHOLE_CAMPAIGN:
        return Standing(place="waiting", next_attempt_at=None, spent=False)
    if call.status == "canceled":
        again = call.details.get("retry_at")
        later = datetime.fromisoformat(again) if again else None
        return Standing(place="waiting" if later else "given_up", next_attempt_at=later, spent=False)
    if call.callback_at:
        return Standing(place="waiting", next_attempt_at=call.callback_at, spent=True)
    if call.status == "completed" and call.outcome not in _NOBODY:
        return Standing(place="reached", next_attempt_at=None, spent=True)
    ended = _AS_ENDED.get(call.status, "no-answer")
    dialled = call.sent_at or at
    attempt = Attempt(ended=ended, at=dialled, number=attempts + 1, permanent=permanent)
    again_at = next_attempt(attempt, zone=zone, most=most)
    return Standing(place="waiting" if again_at else "given_up", next_attempt_at=again_at, spent=True)
