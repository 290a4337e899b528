"""Dialling: behind the gate, once for each call, whatever the carrier answers or does not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from functions.calls.domain.carrier import Order, RefusedError, ThrottledError
from tests.functions.calls.desk import OURS, THEIRS
from tests.functions.calls.switchboard import FakeCarrier, Switchboard

TOMORROW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def ended(board: Switchboard) -> list[dict[str, Any]]:
    return [data for kind, data in board.company.announced() if kind == "call.completed"]


def test_a_call_is_dialled_with_a_token_that_opens_its_stream(board: Switchboard) -> None:
    campaign = board.company.campaign(longest_seconds=300)
    call = board.queued(campaign_id=campaign, script_version=1, status="queued")
    assert board.dialling.dial(call) == "sent"
    (order,) = board.carrier.orders
    assert (order.to, order.from_, order.ring_seconds, order.longest_seconds) == (THEIRS, OURS, 30, 300)
    assert order.status_callback.endswith(f"/calls/voice/status?company_id={board.company.id}&call_id={call}")
    twiml = ET.fromstring(order.twiml)  # noqa: S314 - ours
    parameters = {one.get("name"): one.get("value") for one in twiml.iter("Parameter")}
    assert parameters["call_id"] == str(call)
    assert board.company.opens(str(parameters["token"]), call).call_id == call
    row = board.company.row(call)
    assert (row["call_sid"], row["provider"], row["dials"]) == (board.carrier.made[0].sid, "simulator", 1)


def test_a_token_is_kept_as_a_digest_only(board: Switchboard) -> None:
    board.dialling.dial(board.queued())
    (kept,) = board.company.rows("call_streams")
    assert kept["token_digest"] not in board.carrier.orders[0].twiml
    assert len(kept["token_digest"]) == 64


def test_ten_who_dial_at_one_moment_ask_for_one_call(board: Switchboard) -> None:
    call = board.queued()
    with ThreadPoolExecutor(10) as together:
        said = sorted(together.map(lambda _: board.dialling.dial(call), range(10)))
    assert said == ["nothing"] * 9 + ["sent"]
    assert len(board.carrier.orders) == 1


def test_a_lost_answer_is_looked_for_and_makes_no_second_call(board: Switchboard) -> None:
    board.carrier = FakeCarrier(loses="answers")
    call = board.queued()
    assert board.dialling.dial(call) == "sent"
    board.later = timedelta(minutes=5)
    assert board.dialling.dial(call) == "nothing"
    assert board.company.row(call)["call_sid"] == board.carrier.made[0].sid
    assert len(board.carrier.made) == len(board.carrier.orders) == 1


def test_a_lost_answer_is_found_later_if_the_carrier_does_not_list_it_yet(board: Switchboard) -> None:
    board.carrier = FakeCarrier(loses="answers")
    call = board.queued()
    hidden, board.carrier.made = board.carrier.made, []
    board.carrier.between = lambda **_: []  # type: ignore[method-assign]
    assert board.dialling.dial(call) == "waits"
    assert board.dialling.dial(call) == "nothing", "somebody dials it already"
    del board.carrier.between
    board.carrier.made = hidden + board.carrier.made
    board.later = timedelta(minutes=3)
    assert board.dialling.dial(call) == "sent"
    assert len(board.carrier.orders) == 1


def test_a_lost_question_is_asked_again_after_a_while_behind_the_gate(board: Switchboard) -> None:
    board.carrier.loses = "questions"
    call = board.queued()
    assert board.dialling.dial(call) == "waits"
    board.carrier.loses = None
    board.later = timedelta(minutes=3)
    assert board.dialling.dial(call) == "sent"
    assert (len(board.carrier.orders), len(board.gate.asked)) == (2, 2)


def test_a_call_of_another_row_is_not_taken_for_the_lost_one(board: Switchboard) -> None:
    first, second = board.queued(), board.queued()
    board.dialling.dial(first)
    board.carrier.loses = "questions"
    assert board.dialling.dial(second) == "waits"
    assert board.company.row(second)["call_sid"] is None


def test_what_is_never_taken_is_given_up(board: Switchboard) -> None:
    board.carrier.loses = "questions"
    call = board.queued()
    said = []
    for round_ in range(4):
        board.later = timedelta(minutes=3 * round_)
        said.append(board.dialling.dial(call))
    assert said == ["waits", "waits", "waits", "refused"]
    row = board.company.row(call)
    assert (row["status"], row["reason"]) == ("failed", "not_initiated")


def test_a_gate_that_has_closed_since_cancels_the_call_and_says_when(board: Switchboard) -> None:
    campaign, lead = board.company.campaign(), board.company.lead()
    board.gate.code, board.gate.retry_at = "outside_hours", TOMORROW
    call = board.queued(campaign_id=campaign, lead_id=lead)
    enqueue(board, campaign, lead)
    assert board.dialling.dial(call) == "refused"
    row = board.company.row(call)
    assert (row["status"], row["reason"]) == ("canceled", "gate:outside_hours")
    assert board.carrier.orders == []
    assert [(one["status"], one["outcome"]) for one in ended(board)] == [("canceled", "no_conversation")]
    (waiting,) = board.company.rows("campaign_leads")
    assert (waiting["status"], waiting["next_attempt_at"], waiting["attempts"]) == ("waiting", TOMORROW, 0)


def enqueue(board: Switchboard, campaign: UUID, lead: UUID) -> None:
    with board.running() as running:
        running.campaigns.add_leads(campaign, [lead])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("code", "place"), [(21214, "given_up"), (21215, "given_up"), (21210, "waiting")], ids=["number", "land", "ours"]
)
def test_a_refusal_of_the_carrier_ends_the_call_and_a_bad_number_is_not_tried_again(
    board: Switchboard, code: int, place: str
) -> None:
    def refuse(_: Order) -> Any:
        raise RefusedError(400, code, "no")

    board.carrier.create = refuse  # type: ignore[method-assign,assignment]
    campaign, lead = board.company.campaign(), board.company.lead()
    enqueue(board, campaign, lead)
    call = board.queued(campaign_id=campaign, lead_id=lead)
    assert board.dialling.dial(call) == "refused"
    assert board.company.row(call)["reason"] == f"refused:{code}"
    assert board.company.rows("campaign_leads")[0]["status"] == place


@pytest.mark.parametrize("error", [ThrottledError("slow", retry_after=1), RefusedError(401, 20003, "who?")])
def test_what_is_no_fault_of_the_call_lets_it_wait(board: Switchboard, error: Exception) -> None:
    def refuse(_: Order) -> Any:
        raise error

    board.carrier.create = refuse  # type: ignore[method-assign,assignment]
    call = board.queued()
    assert board.dialling.dial(call) == "waits"
    row = board.company.row(call)
    assert (row["status"], row["dials"], row["claimed_at"]) == ("queued", 0, None)


def test_a_call_that_the_carrier_does_not_begin_is_taken_back_and_dialled_anew(board: Switchboard) -> None:
    call = board.queued()
    board.dialling.dial(call)
    first = board.carrier.made[0].sid
    assert board.dialling.take_back(call) == "nothing", "it has a minute"
    board.later = timedelta(seconds=61)
    assert board.dialling.take_back(call) == "sent"
    row = board.company.row(call)
    assert row["call_sid"] == board.carrier.made[1].sid != first
    assert row["details"]["taken_back"] == [first]
    assert len(board.gate.asked) == 2


def test_a_call_that_has_begun_after_all_is_not_taken_back(board: Switchboard) -> None:
    call = board.queued()
    board.dialling.dial(call)
    board.carrier.status, board.later = "ringing", timedelta(seconds=61)
    made = board.carrier.made[0]
    board.carrier.made = [type(made)(**(vars(made) | {"status": "ringing"}))]
    assert board.dialling.take_back(call) == "nothing"
    assert board.company.row(call)["status"] == "ringing"
    assert board.gate.counted == ["dialled"]


def test_a_call_ends_with_the_lawful_window(board: Switchboard) -> None:
    call = board.queued()
    board.later = timedelta(hours=2) - timedelta(seconds=90)
    board.dialling.dial(call)
    assert 50 <= board.carrier.orders[0].longest_seconds <= 60
