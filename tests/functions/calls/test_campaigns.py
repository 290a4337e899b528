"""Campaigns: set up, started, called through at their pace, paused; and why a lead was not called."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from functions.calls.api import campaigns as api
from functions.calls.api.calls import get_call, get_recording, list_call_accesses, list_calls
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from shared.storage.objects import uploads
from tests.functions.calls.desk import OURS, Company, spoken
from tests.functions.calls.switchboard import Switchboard
from tests.lambdas import Reply, ask, caller_of

TOMORROW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DRAFT: dict[str, Any] = {"name": "Feria", "settings": {"caller_id": OURS}}


@pytest.fixture
def boss(hotel: Company) -> Caller:
    return caller_of(hotel.id)


def send(boss: Caller, method: str, function: Any, path: str, body: Any = None, **more: Any) -> Reply:
    return ask(function, method, path, body=body, caller=boss, **more)


def created(boss: Caller, **draft: Any) -> str:
    reply = send(boss, "POST", api.create_call_campaign, "/calls/campaigns", DRAFT | draft)
    assert reply.status == 201, reply.body
    return str(reply.json["campaign_id"])


def act(boss: Caller, campaign: str, what: str) -> Reply:
    function = {"start": api.start_call_campaign, "pause": api.pause_call_campaign}[what]
    return send(boss, "POST", function, f"/calls/campaigns/{campaign}/{what}")


def add(boss: Caller, campaign: str, *leads: UUID) -> Any:
    path = f"/calls/campaigns/{campaign}/leads"
    return send(boss, "POST", api.add_call_campaign_leads, path, {"lead_ids": [str(lead) for lead in leads]}).json


def report(boss: Caller, campaign: str) -> Any:
    return send(boss, "GET", api.report_call_campaign, f"/calls/campaigns/{campaign}/report").json


def run(board: Switchboard, campaign: str) -> int:
    with board.running() as running:
        return running.run(UUID(campaign))


def test_a_campaign_calls_nobody_before_it_is_started_and_starting_approves_its_script(
    hotel: Company, boss: Caller, board: Switchboard
) -> None:
    campaign = created(boss)
    add(boss, campaign, hotel.lead())
    assert run(board, campaign) == 0
    started = act(boss, campaign, "start").json
    assert (started["status"], started["approved"]) == ("active", True)
    assert run(board, campaign) == 1
    assert act(boss, campaign, "pause").json["paused_because"] == "by hand"


def test_other_words_are_another_version_and_pause_the_campaign(boss: Caller) -> None:
    campaign = created(boss)
    act(boss, campaign, "start")
    path = f"/calls/campaigns/{campaign}"
    edit = {"script": {"name": "hotels", "edit": {"most_objections": 1}}}
    changed = send(boss, "PATCH", api.edit_call_campaign, path, edit).json
    assert (changed["script_version"], changed["approved"], changed["status"]) == (2, False, "paused")
    renamed = send(boss, "PATCH", api.edit_call_campaign, path, {"name": "Otra"}).json
    assert (renamed["name"], renamed["script_version"]) == ("Otra", 2)


def test_leads_stand_in_the_queue_once_and_need_a_number(hotel: Company, other: Company, boss: Caller) -> None:
    campaign, good, mute, foreign = created(boss), hotel.lead(), hotel.lead(phone=None), other.lead()
    assert add(boss, campaign, good, good, mute, foreign) == {
        "added": 1,
        "unknown": [str(foreign)],
        "without_number": [str(mute)],
    }
    assert add(boss, campaign, good)["added"] == 0


@pytest.mark.parametrize(
    ("settings", "asked"), [({"pace_per_minute": 2}, 2), ({"at_once": 3}, 3), ({"daily_cap": 1}, 1)], ids=str
)
def test_a_campaign_keeps_its_pace(
    hotel: Company, boss: Caller, board: Switchboard, settings: dict[str, int], asked: int
) -> None:
    campaign = created(boss, settings={"caller_id": OURS, "pace_per_minute": 60, "at_once": 100} | settings)
    add(boss, campaign, *(hotel.lead() for _ in range(5)))
    act(boss, campaign, "start")
    assert run(board, campaign) == asked
    assert run(board, campaign) == 0
    assert report(boss, campaign)["leads"] == {"dialling": asked, "waiting": 5 - asked}


@pytest.mark.parametrize(
    ("code", "retry_at", "place"),
    [("outside_hours", TOMORROW, "waiting"), ("no_consent", None, "given_up"), ("kill_switch", None, "waiting")],
)
def test_a_lead_that_is_not_called_says_why_and_when(  # noqa: PLR0917
    hotel: Company, boss: Caller, board: Switchboard, code: str, retry_at: datetime | None, place: str
) -> None:
    campaign = created(boss)
    add(boss, campaign, hotel.lead())
    act(boss, campaign, "start")
    board.gate.code, board.gate.retry_at = code, retry_at
    assert run(board, campaign) == 0
    (lead,) = send(boss, "GET", api.list_call_campaign_leads, f"/calls/campaigns/{campaign}/leads").json["items"]
    assert (lead["status"], lead["code"], lead["attempts"]) == (place, code, 0)
    assert (lead["next_attempt_at"] is not None) is (retry_at is not None)
    assert report(boss, campaign)["not_called"] == {code: 1}


def test_a_switch_stops_the_round_after_the_first_lead(hotel: Company, boss: Caller, board: Switchboard) -> None:
    campaign = created(boss)
    add(boss, campaign, *(hotel.lead() for _ in range(4)))
    act(boss, campaign, "start")
    board.gate.code = "kill_switch"
    run(board, campaign)
    assert len(board.gate.asked) == 1


def test_too_many_abandoned_calls_pause_the_campaign_and_it_says_so(
    hotel: Company, boss: Caller, board: Switchboard
) -> None:
    campaign = created(boss)
    add(boss, campaign, hotel.lead())
    act(boss, campaign, "start")
    board.gate.code = "abandonment"
    run(board, campaign)
    told = report(boss, campaign)
    assert (told["status"], told["paused_because"]) == ("paused", "abandonment")


def test_a_campaign_that_has_ended_stays_so(boss: Caller) -> None:
    campaign = created(boss)
    path = f"/calls/campaigns/{campaign}"
    assert send(boss, "DELETE", api.end_call_campaign, path).status == 204
    assert act(boss, campaign, "start").status == 409
    assert send(boss, "GET", api.get_call_campaign, path).json["status"] == "ended"
    listed = send(boss, "GET", api.list_call_campaigns, "/calls/campaigns").json["items"]
    assert [one["campaign_id"] for one in listed] == [campaign]


def test_a_call_is_read_with_its_words_by_who_may_listen_and_it_is_kept_who_did(hotel: Company, boss: Caller) -> None:
    call = hotel.call(status="completed", streamed_at=utc_now())
    key = f"{hotel.id}/recordings/{hotel.row(call)['created_at']:%Y/%m}/{call}.wav"
    uploads(utc_now).put(key, b"RIFF", content_type="audio/wav")
    with hotel.desk() as desk:
        desk.finish(call, spoken(recording_key=key))
    shown = send(boss, "GET", get_call, f"/calls/status/{call}").json
    assert (shown["status"], shown["outcome"], shown["score"]) == ("completed", "meeting_booked", 71)
    assert [turn["role"] for turn in shown["transcript"]] == ["agent", "prospect"]
    recording = send(boss, "GET", get_recording, f"/calls/{call}/recording").json
    assert key in recording["url"]
    seen = send(boss, "GET", list_call_accesses, f"/calls/{call}/accesses").json["items"]
    assert {entry["what"] for entry in seen} == {"transcript", "recording"}
    viewer = caller_of(hotel.id, Role.VIEWER)
    silent = send(viewer, "GET", get_call, f"/calls/status/{call}").json
    assert (silent["transcript"], silent["has_transcript"], silent["score"]) == (None, True, 71)
    assert send(viewer, "GET", get_recording, f"/calls/{call}/recording").status == 403


def test_calls_are_listed_newest_first_in_pages(hotel: Company, boss: Caller) -> None:
    calls = [str(hotel.call(call_sid=f"CA{new_id().hex}")) for _ in range(3)]
    first = send(boss, "GET", list_calls, "/calls", query="limit=2").json
    rest = send(boss, "GET", list_calls, "/calls", query=f"limit=2&cursor={first['next_cursor']}").json
    assert [call["call_id"] for call in first["items"] + rest["items"]] == calls[::-1]
    assert send(boss, "GET", list_calls, "/calls", query="status=busy").json["items"] == []


def test_a_lead_that_did_not_answer_waits_for_another_day(hotel: Company, boss: Caller, board: Switchboard) -> None:
    campaign = created(boss)
    add(boss, campaign, hotel.lead())
    act(boss, campaign, "start")
    run(board, campaign)
    (call,) = hotel.rows("call_sessions")
    board.dialling.dial(call["id"])
    with board.desks() as desk:
        made = board.carrier.made[0]
        desk.statuses.reconcile(desk.calls.lock(call["id"]), type(made)(**(vars(made) | {"status": "no-answer"})))
    (lead,) = hotel.rows("campaign_leads")
    assert (lead["status"], lead["attempts"]) == ("waiting", 1)
    assert lead["next_attempt_at"] > utc_now() + timedelta(hours=5)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ({"name": "nothing"}, "There is no script of this name."),
        (
            {"edit": {"wording": {"es": {"lines": {"disclosure": "Hola, {company}, {purpose}."}}}}},
            "disclosure must say that an AI speaks (es)",
        ),
        ({"edit": {"wording": {"es": {"lines": {"greeting": "Hola"}}}}}, "Input should be"),
    ],
    ids=["unknown", "without its duties", "of no line"],
)
def test_words_that_may_not_be_spoken_are_refused_with_the_reasons(
    boss: Caller, script: dict[str, Any], why: str
) -> None:
    reply = send(boss, "POST", api.create_call_campaign, "/calls/campaigns", DRAFT | {"script": script})
    assert reply.status == 422
    assert any(each["message"].startswith(why) for each in reply.json["errors"]), reply.json
    campaign = created(boss)
    path = f"/calls/campaigns/{campaign}"
    assert send(boss, "PATCH", api.edit_call_campaign, path, {"script": script}).status == 422
