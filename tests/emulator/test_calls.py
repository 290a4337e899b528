"""Calls on the deployed stack: asked for over HTTPS, carried by the simulated Twilio, held by the voice, announced."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpx
import pytest

from local.cli.api import Api
from local.cli.demos.calls.desk import Called, CallingDesk, Somebody
from local.cli.demos.calls.people import SimulatedPeople
from local.cli.demos.calls.places import TIME
from tests.emulator.deployment import Company, Deployment

pytestmark = pytest.mark.emulator

WHO = ("interested", "opt-out", "voicemail")


@pytest.fixture(scope="module")
def hotel(deployment: Deployment) -> Company:
    """A company that calls."""
    return deployment.new_company()


@pytest.fixture(scope="module")
def desk(deployment: Deployment, hotel: Company) -> CallingDesk:
    api = Api(deployment.stack["api_url"], hotel.admin.token)
    return CallingDesk(api, SimulatedPeople(deployment.stack["vendors"]["twilio"]), "es")


@pytest.fixture(scope="module")
def calls(desk: CallingDesk) -> dict[str, Called]:
    """One call to each, at the same time; to somebody who lives where people may be called at this hour."""
    people = [desk.somebody(persona, nothing) for persona in WHO]
    refused = [who.gate["code"] for who in people if not who.gate["allow"]]
    if refused:
        nobody_may_be_called(desk, people)
        pytest.skip(f"Nobody may be called at this hour anywhere ({refused[0]}); that it is refused was tested.")
    with ThreadPoolExecutor(len(WHO)) as threads:
        return dict(zip(WHO, threads.map(partial(call, desk), people), strict=True))


def nothing(_line: str) -> None:
    """Nobody follows the call."""


def call(desk: CallingDesk, who: Somebody) -> Called:
    return desk.call(who, nothing)


def nobody_may_be_called(desk: CallingDesk, people: list[Somebody]) -> None:
    for who in people:
        answer = desk.ask(who)
        assert (answer.status_code, answer.json()["code"] in TIME) == (409, True)
        assert answer.json()["next_allowed_at"]
        assert desk.people.call_to(who.number) is None


def announced(member: Company, kind: str, called: Called) -> list[dict[str, Any]]:
    found = member.admin.http.get(f"/platform/events?type={kind}&limit=100").raise_for_status().json()["items"]
    return [event["data"] for event in found if event["data"]["call_id"] == called.detail["call_id"]]


def test_calls_are_healthy_with_the_simulated_account(deployment: Deployment) -> None:
    health = deployment.http().get("/calls/health").json()
    assert (health["status"], health["dependencies"]["twilio"]["state"]) == ("healthy", "up")


def test_an_interested_person_books_a_meeting_and_everything_is_kept(hotel: Company, calls: dict[str, Called]) -> None:
    called = calls["interested"]
    detail = called.detail
    assert (detail["status"], detail["outcome"]) == ("completed", "meeting_booked")
    assert detail["meeting_at"]
    assert detail["provider"] == "simulator"
    first = detail["transcript"][0] if detail["transcript"][0]["role"] == "agent" else detail["transcript"][1]
    assert "Asistente virtual" in first["text"]
    points = {part["name"]: part["points"] for part in detail["score_parts"]}
    assert points["commitment"] == 40
    assert detail["score"] >= 40
    assert [one["allow"] for one in called.decisions] == [True, True]
    assert {one["moment"] for one in called.decisions} == {"enqueue", "dial"}
    [completed] = announced(hotel, "call.completed", called)
    assert (completed["outcome"], completed["score"]) == ("meeting_booked", detail["score"])
    assert len(announced(hotel, "call.transcribed", called)) == 1
    [noted] = [entry["details"] for entry in called.lead["timeline"] if entry["type"] == "call.completed"]
    assert (noted["call_id"], noted["outcome"]) == (detail["call_id"], "meeting_booked")
    recording = httpx.get(hotel.admin.http.get(f"/calls/{detail['call_id']}/recording").json()["url"])
    assert recording.content[:4] == b"RIFF"


def test_who_wants_no_calls_is_called_once(hotel: Company, desk: CallingDesk, calls: dict[str, Called]) -> None:
    called = calls["opt-out"]
    assert (called.detail["outcome"], called.detail["score"]) == ("do_not_call", 0)
    again = desk.ask(called.who)
    assert (again.status_code, again.json()["code"]) == (409, "suppressed")
    assert len(announced(hotel, "call.completed", called)) == 1


def test_a_mailbox_gets_one_message_and_no_score(hotel: Company, desk: CallingDesk, calls: dict[str, Called]) -> None:
    called = calls["voicemail"]
    assert (called.detail["outcome"], called.detail["score"]) == ("voicemail_left", None)
    assert called.detail["score_reason"]
    assert len(announced(hotel, "call.completed", called)) == 1
    sid = desk.people.call_to(called.who.number)
    assert sid
    assert desk.people.report(sid)["exit_code"] == 0
