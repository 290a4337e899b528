"""Asking for calls: the gate decides, and one key makes one call, also at one moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from functions.calls.service.outbound import CallRefused
from shared.core.errors import NotFound, Unprocessable
from shared.core.invocation import new_id
from tests.functions.calls.desk import Company
from tests.functions.calls.switchboard import Switchboard
from tests.lambdas import caller_of

TOMORROW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_an_allowed_call_is_queued_and_announced_to_who_dials(board: Switchboard) -> None:
    campaign, lead = board.company.campaign(), board.company.lead()
    accepted = board.ask(campaign_id=campaign, lead_id=lead, metadata={"source": "fair"})
    row = board.company.row(accepted.call_id)
    assert (row["status"], row["lead_id"], row["script_version"]) == ("queued", lead, 1)
    assert (row["from_number"], row["details"]["metadata"]) == ("+576015550100", {"source": "fair"})
    assert [kind for kind, _ in board.company.announced()] == ["call.queued"]


def test_a_refusal_says_why_and_when_and_leaves_no_call(board: Switchboard) -> None:
    board.gate.code, board.gate.retry_at = "outside_hours", TOMORROW
    with pytest.raises(CallRefused) as refused:
        board.ask()
    said = refused.value.members
    assert (said["code"], said["next_allowed_at"]) == ("outside_hours", TOMORROW.isoformat())
    assert said["reasons"] == [{"code": "outside_hours", "source": "test"}]
    assert board.company.rows("call_sessions") == []


def test_the_same_key_at_one_moment_makes_one_call(board: Switchboard) -> None:
    who = caller_of(board.company.id)
    with ThreadPoolExecutor(6) as together:
        said = list(together.map(lambda _: board.ask(by=who, key="k-1").call_id, range(6)))
    assert len(set(said)) == 1
    assert len(board.company.rows("call_sessions")) == 1
    assert board.ask(by=who, key="k-1").call_id == said[0]
    assert board.ask(by=who, key="k-2").call_id != said[0]


def test_keys_of_two_people_do_not_meet_and_a_key_is_for_one_request(board: Switchboard) -> None:
    one, two = caller_of(board.company.id), caller_of(board.company.id)
    first = board.ask(by=one, key="k").call_id
    assert board.ask(by=two, key="k").call_id != first
    with pytest.raises(Unprocessable):
        board.ask(by=one, key="k", to_number="+573001230000")


def test_campaigns_and_leads_of_nobody_and_of_others_are_not_known(board: Switchboard, other: Company) -> None:
    for campaign in (new_id(), other.campaign()):
        with pytest.raises(NotFound):
            board.ask(campaign_id=campaign)
    for lead in (new_id(), other.lead()):
        with pytest.raises(NotFound):
            board.ask(lead_id=lead)
