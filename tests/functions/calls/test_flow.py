"""Calls that executions wait for: told once the call has ended, or at once where there is none."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from functions.calls.repository.calls import CallRows
from functions.calls.repository.places import PlaceRows
from functions.calls.repository.queue import QueueRows
from functions.calls.repository.register import RegisterRows
from functions.calls.schemas.tasks import CallEnd, DialTask
from functions.calls.service.closing import Closing
from functions.calls.service.flow import FlowService
from functions.calls.service.outbound import OutboundService
from functions.calls.tasks.flow import plan_call
from shared.core.clock import utc_now
from shared.core.invocation import Invocation, new_id
from shared.core.unit import unit
from shared.db.session import TenantSession
from shared.db.transaction import TenantTransaction
from shared.events.log import Announcements
from tests.functions.calls.desk import Company
from tests.functions.calls.switchboard import Switchboard
from tests.lambdas import LambdaContext


class FakeTokens:
    """Remembers who was told what."""

    def __init__(self) -> None:
        self.told: list[tuple[str, CallEnd]] = []

    def go_on(self, token: str, end: CallEnd) -> bool:
        self.told.append((token, end))
        return True


@pytest.fixture
def tokens() -> FakeTokens:
    return FakeTokens()


@pytest.fixture
def dial(board: Switchboard, tokens: FakeTokens) -> Callable[..., CallEnd | None]:
    def service(
        session: TenantSession, transaction: TenantTransaction, events: Announcements, invocation: Invocation
    ) -> FlowService:
        register = RegisterRows(session, invocation.company_id)
        outbound = OutboundService(register, board.gate, events, invocation)
        places = PlaceRows(session, invocation.company_id)
        return FlowService(register, outbound, places, tokens, transaction.after_commit.append)

    def ask(lead: UUID, **more: Any) -> CallEnd | None:
        ids = {"company_id": board.company.id, "event_id": new_id(), "correlation_id": "c"}
        with unit(service, name="test", company_id=board.company.id) as flow:
            return flow.dial(DialTask.model_validate({"lead_id": lead, "task_token": "t-1"} | ids | more))

    return ask


def test_the_execution_is_told_when_the_call_has_ended(
    board: Switchboard, tokens: FakeTokens, dial: Callable[..., CallEnd | None]
) -> None:
    campaign, lead = board.company.campaign(), board.company.lead()
    assert dial(lead) is None
    (call,) = board.company.rows("call_sessions")
    assert (call["campaign_id"], call["lead_id"], call["task_token"]) == (campaign, lead, "t-1")
    assert tokens.told == []

    def closing(session: TenantSession, transaction: TenantTransaction, events: Announcements) -> Closing:
        later = transaction.after_commit.append
        calls, queue = CallRows(session), QueueRows(session)
        return Closing(calls=calls, queue=queue, events=events, tokens=tokens, later=later, now=utc_now)

    for _ in range(2):
        with unit(closing, name="test", company_id=board.company.id) as ends:
            ends.settle(ends.calls.change(call["id"], status="busy"))
    ((token, end),) = tokens.told
    assert (token, end.status, end.outcome, end.call_id) == ("t-1", "busy", "no_conversation", call["id"])
    (place,) = board.company.rows("campaign_leads")  # the campaign tries again, without the execution
    assert (place["lead_id"], place["status"], place["attempts"]) == (lead, "waiting", 1)
    assert place["next_attempt_at"] > utc_now()


def test_a_refusal_of_the_gate_is_told_at_once(
    board: Switchboard, tokens: FakeTokens, dial: Callable[..., CallEnd | None]
) -> None:
    board.gate.code, board.gate.retry_at = "outside_hours", utc_now()
    dial(board.company.lead())
    ((_, end),) = tokens.told
    assert (end.outcome, end.code, end.next_allowed_at) == ("refused", "outside_hours", board.gate.retry_at)
    assert board.company.rows("call_sessions") == board.company.rows("campaign_leads") == []


def test_whom_time_alone_protects_waits_in_the_queue_of_the_campaign(
    board: Switchboard, dial: Callable[..., CallEnd | None]
) -> None:
    campaign, lead = board.company.campaign(), board.company.lead()
    board.gate.code, board.gate.retry_at = "holiday", utc_now() + timedelta(days=1)
    for token in ("t-1", "t-2"):
        dial(lead, task_token=token)
    (place,) = board.company.rows("campaign_leads")
    assert (place["campaign_id"], place["lead_id"], place["status"]) == (campaign, lead, "waiting")
    assert (place["code"], place["next_attempt_at"]) == ("holiday", board.gate.retry_at)


@pytest.mark.parametrize(("code", "waits"), [("no_consent", False), ("kill_switch", True)])
def test_without_a_time_only_a_refusal_of_the_whole_campaign_lets_a_lead_wait(
    board: Switchboard, dial: Callable[..., CallEnd | None], code: str, *, waits: bool
) -> None:
    board.company.campaign()
    board.gate.code = code
    end = dial(board.company.lead())
    assert end
    assert end.code == code
    assert [place["status"] for place in board.company.rows("campaign_leads")] == ["waiting"] * waits


def test_a_lead_that_is_being_called_goes_on_being_called(
    board: Switchboard, dial: Callable[..., CallEnd | None]
) -> None:
    board.company.campaign()
    lead = board.company.lead()
    dial(lead)
    board.gate.code, board.gate.retry_at = "open_call", utc_now()
    dial(lead, task_token="t-2")
    (place,) = board.company.rows("campaign_leads")
    assert (place["status"], place["code"]) == ("dialling", None)


def plan(company: Company, lead: UUID) -> tuple[str | None, str | None]:
    request = {"company_id": str(company.id), "event_id": str(new_id()), "correlation_id": "c", "lead_id": str(lead)}
    found = plan_call(request, LambdaContext())
    return found["campaign_id"], found["code"]


def test_a_flow_has_a_lead_called_only_with_a_number_and_a_campaign_that_runs(hotel: Company, other: Company) -> None:
    lead = hotel.lead()
    assert plan(hotel, lead) == (None, "no_campaign")
    campaign = hotel.campaign()
    assert plan(hotel, lead) == (str(campaign), None)
    assert plan(hotel, hotel.lead(phone=None)) == (None, "no_number")
    assert plan(hotel, other.lead()) == (None, "unknown_lead")
    hotel.change("UPDATE leads SET status = 'meeting_booked'")
    assert plan(hotel, lead) == (None, "lead_meeting_booked")


def test_a_lead_or_a_campaign_that_is_none_is_told_at_once(
    board: Switchboard, tokens: FakeTokens, dial: Callable[..., CallEnd | None]
) -> None:
    dial(new_id())
    dial(board.company.lead(), campaign_id=new_id())
    assert [end.code for _, end in tokens.told] == ["unknown_lead", "unknown_campaign"]
