"""When somebody is called again, and when not."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from functions.calls.domain.call import Call
from functions.calls.domain.queue import after_call
from functions.calls.domain.retrying import Attempt, next_attempt

BOGOTA = "America/Bogota"
MORNING = datetime(2026, 11, 23, 15, tzinfo=UTC)  # 10:00 in Bogotá
AFTERNOON = datetime(2026, 11, 23, 20, tzinfo=UTC)
ONE = UUID(int=1)
EMPTY: dict[str, Any] = dict.fromkeys(Call.__dataclass_fields__)
CALL = Call(**(EMPTY | {"id": ONE, "company_id": ONE, "status": "no-answer", "sent_at": MORNING, "details": {}}))


@pytest.mark.parametrize(
    ("attempt", "expected"),
    [
        (Attempt(ended="busy", at=MORNING, number=1), "2026-11-24T15:30:00-05:00"),
        (Attempt(ended="no-answer", at=AFTERNOON, number=2), "2026-11-24T09:30:00-05:00"),
        (Attempt(ended="failed", at=MORNING, number=1), "2026-11-24T09:30:00-05:00"),
        (Attempt(ended="no-answer", at=MORNING, number=3), None),
        (Attempt(ended="failed", at=MORNING, number=1, permanent=True), None),
    ],
    ids=["busy in the morning", "unanswered in the afternoon", "the line failed", "third time", "no such number"],
)
def test_another_day_at_another_time_of_day(attempt: Attempt, expected: str | None) -> None:
    found = next_attempt(attempt, zone=BOGOTA)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("changes", "place", "spent"),
    [
        ({}, "waiting", True),
        ({"status": "completed", "outcome": "meeting_booked"}, "reached", True),
        ({"status": "completed", "outcome": "voicemail_no_message"}, "waiting", True),
        ({"status": "canceled", "details": {"retry_at": "2026-11-24T12:00:00+00:00"}}, "waiting", False),
        ({"status": "canceled"}, "given_up", False),
        ({"status": "completed", "outcome": "callback", "callback_at": AFTERNOON}, "waiting", True),
    ],
    ids=["unanswered", "spoken to", "voicemail", "too late to dial", "stopped by hand", "asked for a call"],
)
def test_where_a_lead_stands_after_a_call(changes: dict[str, Any], place: str, spent: bool) -> None:  # noqa: FBT001
    call = replace(CALL, **changes)
    standing = after_call(call, attempts=0, zone=BOGOTA, most=3, at=AFTERNOON)
    assert (standing.place, standing.spent) == (place, spent)
    assert (standing.next_attempt_at is not None) is (place == "waiting")
