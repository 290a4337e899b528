"""What stays of a call when it is written down, of what was stored while it was held."""

from typing import Any

from functions.calls.domain.call import Call
from functions.calls.schemas.voice import Ended

REFUSED = {"do_not_call": "do_not_call", "hostile": "do_not_call", "wrong_person": "wrong_person"}
"""What a call has come to that ends with a number on the do-not-call list, by the reason."""
_INCONCLUSIVE = frozenset({"interested", "no_conversation", "failed"})
"""Outcomes that say nothing against what was agreed on before."""


def agreed(call: Call, ended: Ended) -> dict[str, Any]:
    """What was stored when it was agreed on stays, though the words that it was said with are lost."""
    if call.outcome in REFUSED.values():
        return {}
    if ended.outcome in REFUSED.values():
        return {"outcome": ended.outcome, "callback_at": None, "meeting_at": None}
    lost = call.outcome is not None and ended.outcome in _INCONCLUSIVE
    return {
        "outcome": call.outcome if lost else ended.outcome,
        "callback_at": ended.callback_at or call.callback_at,
        "meeting_at": ended.meeting_at or call.meeting_at,
    }
