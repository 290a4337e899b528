"""How long a person may wait, in one call, for a conversation whose stream broke: then it ends honestly."""

from datetime import datetime, timedelta
from typing import Any

from functions.calls.domain.call import Call

WAITS = timedelta(seconds=10)
"""In all resumptions of a call together."""
MOST = 2


def left(call: Call) -> timedelta:
    """What is left of the wait; nothing where there were resumptions enough."""
    return WAITS - timedelta(seconds=call.details.get("resume_seconds", 0.0)) if call.resumes < MOST else timedelta()


def asked(call: Call, at: datetime) -> dict[str, Any]:
    """The details of a call whose person begins to wait."""
    return call.details | {"resume_asked_at": at.isoformat()}


def back(call: Call, at: datetime) -> dict[str, Any]:
    """The details of a call that goes on."""
    begun = call.details.get("resume_asked_at")
    waited = (at - datetime.fromisoformat(begun)).total_seconds() if begun else 0.0
    return call.details | {"resume_seconds": call.details.get("resume_seconds", 0.0) + waited, "resume_asked_at": None}
