"""Call-backs that a person asked for: dialled at their time, as a service, though she was called the same day."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from shared.core.clock import utc_now
from tests.functions.calls.desk import spoken
from tests.functions.calls.switchboard import Switchboard


def agreed(board: Switchboard, at: datetime, *, asked: bool = True) -> tuple[UUID, UUID]:
    """A campaign, and a lead of it who was spoken with and is to be called again."""
    campaign, lead = board.company.campaign(), board.company.lead()
    with board.running() as running:
        running.campaigns.add_leads(campaign, [lead])  # type: ignore[attr-defined]
    told = {"call_back": {"asked": asked, "agreed_at": utc_now().isoformat()}}
    of_lead = {"campaign_id": campaign, "lead_id": lead, "sent_at": utc_now(), "callback_at": at, "details": told}
    call = board.company.call(status="completed", streamed_at=utc_now(), **of_lead)
    with board.company.desk() as desk:
        desk.finish(call, spoken("callback", callback_at=at))
    return campaign, lead


def place(board: Switchboard) -> dict[str, Any]:
    (row,) = board.company.rows("campaign_leads")
    return row


def run(board: Switchboard, campaign: UUID) -> int:
    with board.running() as running:
        return running.run(campaign)


def test_a_lead_who_asked_for_it_waits_for_her_time_and_not_longer(board: Switchboard) -> None:
    at = utc_now() + timedelta(hours=2)
    campaign, lead = agreed(board, at)
    waits = place(board)
    assert (waits["lead_id"], waits["status"], waits["next_attempt_at"]) == (lead, "waiting", at)
    assert run(board, campaign) == 0
    board.later = timedelta(hours=2, seconds=1)
    assert run(board, campaign) == 1
    assert place(board)["status"] == "dialling"


@pytest.mark.parametrize(("asked", "purpose"), [(True, "service"), (False, "marketing")])
def test_only_what_she_asked_for_is_a_service_when_it_is_asked_for_and_when_it_is_dialled(
    board: Switchboard,
    *,
    asked: bool,
    purpose: str,
) -> None:
    campaign, _ = agreed(board, utc_now() - timedelta(seconds=1), asked=asked)
    assert run(board, campaign) == 1
    call = place(board)["last_call_id"]
    assert board.company.row(call)["purpose"] == purpose
    assert board.dialling.dial(call) == "sent"
    assert [(wish.purpose, wish.asked_at is not None) for wish in board.gate.asked] == [(purpose, asked)] * 2
    assert board.gate.asked[1].call_id == call


def test_a_call_back_that_time_forbids_returns_to_the_queue(board: Switchboard) -> None:
    campaign, _ = agreed(board, utc_now() - timedelta(seconds=1))
    run(board, campaign)
    call = place(board)["last_call_id"]
    tomorrow = utc_now() + timedelta(days=1)
    board.gate.code, board.gate.retry_at = "outside_hours", tomorrow
    assert board.dialling.dial(call) == "refused"
    waits = place(board)
    assert (waits["status"], waits["next_attempt_at"], waits["attempts"]) == ("waiting", tomorrow, 1)
