"""Calls are stopped: whom nobody has reached is taken back, also at the carrier; late news change nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from functions.calls.api import campaigns, compliance
from functions.calls.client.twilio.api import TwilioCalls
from functions.calls.client.twilio.http import TwilioHttp
from functions.calls.domain.carrier import CarriedCall, Order
from functions.calls.events import on_calls_stopped
from functions.calls.repository.stopping import StopRows
from functions.calls.repository.waiting import WaitingRows
from functions.calls.service.halting import HaltService
from shared.core.clock import utc_now
from shared.core.unit import unit
from shared.db.session import TenantSession, system_transactions
from tests.functions.calls.client.test_twilio import AtOnce, NoCircuit
from tests.functions.calls.compliance.office import Office
from tests.functions.calls.desk import THEIRS
from tests.functions.calls.switchboard import FakeCarrier, Switchboard, carried
from tests.lambdas import NOBODY_LISTENS, LambdaContext, ask, event_of
from tests.local.vendors.serving import Served
from tests.local.vendors.twilio.line import FROM, PATIENT, TOKEN, Line

NEVER = "+12025550132"


class Ringing(FakeCarrier):
    """Takes calls and ends those that ring, as Twilio does; an answered one it leaves as it is."""

    def __init__(self, status: str = "ringing") -> None:
        super().__init__(status=status)
        self.ended: list[str] = []

    def end(self, sid: str, status: Any) -> CarriedCall | None:
        self.ended.append(sid)
        return carried(THEIRS, status if self.status in {"queued", "ringing"} else self.status, sid=sid)


@pytest.fixture(autouse=True)
def lifted(board: Switchboard) -> Iterator[None]:
    yield
    board.company.change("UPDATE contact_stops SET lifted_at = now()")


def stop(office: Office) -> None:
    assert office.post(compliance.stop_calls, "/calls/kill-switch", reason="a complaint").status == 200


def halt(board: Switchboard) -> Any:
    def stopped() -> list[tuple[UUID, UUID]]:
        def rows(session: TenantSession) -> StopRows:
            return StopRows(session)

        with unit(rows, name="test", company_id=board.company.id) as found:
            return list(found.stopped())

    return HaltService(stopped, lambda _: board.dialling.halter, board.now).halt()


@pytest.mark.parametrize("status", ["queued", "initiated", "ringing"])
def test_the_kill_switch_takes_back_what_the_carrier_has_once(board: Switchboard, office: Office, status: str) -> None:
    board.carrier = Ringing()
    call = board.company.call(status=status, sent_at=utc_now())
    assert halt(board).halted == 0, "nobody has stopped anything"
    stop(office)
    assert halt(board).halted == 1
    row = board.company.row(call)
    assert (row["status"], row["reason"]) == ("canceled", "gate:kill_switch")
    assert board.carrier.ended == [row["call_sid"]]
    assert halt(board).halted == 0
    assert [kind for kind, _ in board.company.announced()] == ["calls.stopped", "call.completed"]


def test_what_the_carrier_does_not_have_is_not_asked_for(board: Switchboard, office: Office) -> None:
    board.carrier = Ringing()
    campaign, lead = board.company.campaign(), board.company.lead()
    with board.running() as running:
        running.campaigns.add_leads(campaign, [lead])  # type: ignore[attr-defined]
    call = board.queued(campaign_id=campaign, lead_id=lead)
    stop(office)
    assert halt(board).halted == 1
    assert board.dialling.dial(call) == "nothing"
    assert (board.carrier.ended, board.carrier.orders) == ([], [])
    (waits,) = board.company.rows("campaign_leads")
    assert (waits["status"], waits["attempts"], waits["next_attempt_at"]) == ("waiting", 0, None)


def test_a_paused_campaign_takes_back_its_own_calls_only(board: Switchboard, office: Office) -> None:
    board.carrier = Ringing()
    paused, runs = board.company.campaign(), board.company.campaign()
    one, other, single = (
        board.company.call(status="ringing", sent_at=utc_now(), campaign_id=of) for of in (paused, runs, None)
    )
    path = f"/calls/campaigns/{paused}/pause"
    assert office.post(campaigns.pause_call_campaign, path).status == 200
    assert halt(board).halted == 1
    told = [data for kind, data in board.company.announced() if kind == "calls.stopped"]
    assert told == [{"campaign_id": str(paused), "because": "campaign_inactive"}]
    said = {call: board.company.row(call)["status"] for call in (one, other, single)}
    assert said == {one: "canceled", other: "ringing", single: "ringing"}
    assert board.company.row(one)["reason"] == "gate:campaign_inactive"


def test_an_ended_campaign_takes_back_its_calls_too(board: Switchboard, office: Office) -> None:
    board.carrier = Ringing()
    campaign = board.company.campaign()
    board.company.call(status="queued", sent_at=utc_now(), campaign_id=campaign)
    ask(campaigns.end_call_campaign, "DELETE", f"/calls/campaigns/{campaign}", caller=office.officer)
    assert halt(board).halted == 1


def test_somebody_who_answers_first_is_talked_with(board: Switchboard, office: Office) -> None:
    board.carrier = Ringing("in-progress")
    call = board.company.call(status="ringing", sent_at=utc_now())
    stop(office)
    assert halt(board).halted == 0
    row = board.company.row(call)
    assert (row["status"], row["reason"]) == ("in-progress", None)
    with board.company.desk() as desk:
        assert not desk.still_calls(), "and the voice says goodbye at its next step"


def test_a_talk_that_is_held_is_left_to_its_voice(board: Switchboard, office: Office) -> None:
    board.carrier = Ringing("in-progress")
    board.company.call(status="in-progress", sent_at=utc_now())
    stop(office)
    assert (halt(board).halted, board.carrier.ended) == (0, [])


def test_a_stop_while_the_carrier_is_asked_takes_the_new_call_back(board: Switchboard, office: Office) -> None:
    class Slow(Ringing):
        def create(self, order: Order) -> CarriedCall:
            stop(office)
            return super().create(order)

    board.carrier = Slow("queued")
    call = board.queued()
    board.dialling.dial(call)
    row = board.company.row(call)
    assert (row["status"], row["reason"]) == ("canceled", "gate:kill_switch")
    assert board.carrier.ended == [row["call_sid"]]


def test_late_news_of_a_call_that_was_taken_back_change_nothing(board: Switchboard, office: Office) -> None:
    board.carrier = Ringing()
    call_id = board.company.call(status="ringing", sent_at=utc_now())
    stop(office)
    halt(board)
    for sequence, status in enumerate(["ringing", "canceled", "completed"]):
        with board.desks() as desk:
            call = desk.calls.lock(call_id)
            news: Any = {"status": status, "sequence": sequence, "told_at": utc_now(), "facts": {}}
            desk.statuses.hear(call, sid=str(call.call_sid), **news)
    assert board.company.row(call_id)["status"] == "canceled"
    assert [kind for kind, _ in board.company.announced()].count("call.completed") == 1


def test_a_round_takes_back_what_was_missed_for_all_companies(board: Switchboard, office: Office) -> None:
    call = board.company.call(status="ringing", sent_at=utc_now() - timedelta(seconds=20))
    assert (board.company.id, call) not in WaitingRows(system_transactions()).stopped()
    stop(office)
    assert (board.company.id, call) in WaitingRows(system_transactions()).stopped()


def test_the_consumer_takes_back_as_deployed(board: Switchboard, office: Office) -> None:
    call = board.queued()
    stop(office)
    data = {"campaign_id": None, "because": "kill_switch"}
    on_calls_stopped(event_of("calls.stopped", data, board.company.id), LambdaContext())
    assert board.company.row(call)["status"] == "canceled"


@pytest.fixture
def slow_twilio(simulated_twilio: Served) -> Iterator[Served]:
    """A simulator whose minutes are long enough to look at."""
    simulated_twilio.administer("PUT", "settings", speed=5.0, listens=False)
    yield simulated_twilio
    simulated_twilio.administer("PUT", "settings", speed=50.0, listens=False)


@pytest.mark.parametrize("answers", [False, True], ids=["rings", "talks"])
def test_at_twilio_what_rings_is_canceled_and_what_talks_goes_on(
    board: Switchboard, office: Office, slow_twilio: Served, *, answers: bool
) -> None:
    line = Line(slow_twilio)
    to, hook = (PATIENT if answers else NEVER), f"{NOBODY_LISTENS}/api/v1/calls/voice/status"
    http = TwilioHttp(slow_twilio.root, line.sid, TOKEN, NoCircuit())
    carrier: Any = TwilioCalls(http, AtOnce())
    pause = '<Response><Pause length="600"/></Response>'
    order = Order(
        to=to, from_=FROM, twiml=pause, status_callback=hook, amd_callback=hook, ring_seconds=600, longest_seconds=600
    )
    made = carrier.create(order)
    assert line.until(made.sid, "in-progress" if answers else "ringing")
    board.carrier = carrier
    call = board.company.call(status="ringing", sent_at=utc_now(), call_sid=made.sid)
    stop(office)
    assert halt(board).halted == (not answers)
    assert line.client.calls(made.sid).fetch().status == ("in-progress" if answers else "canceled")
    assert board.company.row(call)["status"] == ("in-progress" if answers else "canceled")
    if answers:
        carrier.end(made.sid, "completed")
    line.close()
