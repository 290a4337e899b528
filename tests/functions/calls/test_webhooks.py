"""What Twilio tells and asks: signed over our public address, in any order, twice, late, and never for another call."""

from itertools import permutations
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from twilio.request_validator import RequestValidator

from functions.calls.api import voice
from shared.core.clock import utc_now
from shared.core.function import Function, Http
from shared.core.invocation import new_id
from tests.aws import AUTH_TOKEN
from tests.functions.calls.desk import OURS, THEIRS, Company, spoken
from tests.lambdas import Reply, ask

API = "https://api.example.com/api/v1"
TOLD_AT = "Wed, 25 Nov 2026 17:00:00 +0000"
STORY = ("initiated", "ringing", "in-progress", "completed")


def tell(
    company: Company,
    function: Function,
    call: UUID | None,
    *,
    token: str = AUTH_TOKEN,
    query: str | None = None,
    origin: str = API,
    **fields: Any,
) -> Reply:
    """Send a form as Twilio does, signed by Twilio's own library."""
    assert isinstance(function.trigger, Http)
    path = function.trigger.path
    names = {"company_id": company.id} | ({"call_id": call} if call else {})
    asked = urlencode(names) if query is None else query
    sent = {"CallSid": company.row(call)["call_sid"]} if call and "CallSid" not in fields else {}
    form = {name: str(value) for name, value in (sent | fields).items()}
    signature = RequestValidator(token).compute_signature(f"{origin}{path}?{asked}", form)
    headers = {"content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature}
    return ask(function, "POST", path, query=asked, raw=urlencode(form), headers=headers)


def status(company: Company, call: UUID, word: str, sequence: int, **fields: Any) -> Reply:
    told: dict[str, Any] = {
        "CallStatus": word,
        "SequenceNumber": sequence,
        "Timestamp": TOLD_AT,
    } | fields
    return tell(company, voice.take_call_status, call, **told)


def completions(company: Company) -> list[dict[str, Any]]:
    return [data for kind, data in company.announced() if kind == "call.completed"]


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5], ids=lambda order: "".join(map(str, order)))
def test_every_order_of_callbacks_each_twice_ends_the_call_once(hotel: Company, order: tuple[int, ...]) -> None:
    call = hotel.call()
    for number in order * 2:
        facts = {"CallDuration": 30} if STORY[number] == "completed" else {}
        assert status(hotel, call, STORY[number], number, **facts).status == 204
    row = hotel.row(call)
    assert (row["status"], row["duration_seconds"]) == ("completed", 30)
    assert row["answered_at"] is not None
    assert [done["status"] for done in completions(hotel)] == ["completed"]
    assert len(hotel.rows("call_events")) == 4


def test_another_ending_is_dropped(hotel: Company) -> None:
    call = hotel.call()
    status(hotel, call, "busy", 2)
    status(hotel, call, "completed", 3, CallDuration=4)
    assert hotel.row(call)["status"] == "busy"
    assert [done["status"] for done in completions(hotel)] == ["busy"]
    assert [event["became"] for event in hotel.rows("call_events")] == ["applied", "contradicted"]


@pytest.mark.parametrize("first", ["the line", "the voice"])
def test_the_end_of_the_line_and_that_of_the_conversation_make_one_announcement(hotel: Company, first: str) -> None:
    call = hotel.call(status="in-progress", streamed_at=utc_now())

    def hang_up() -> None:
        status(hotel, call, "completed", 3, CallDuration=61)

    def write_down() -> None:
        with hotel.desk() as desk:
            desk.finish(call, spoken())

    for end in (hang_up, write_down) if first == "the line" else (write_down, hang_up):
        end()
    (done,) = completions(hotel)
    assert (done["outcome"], done["score"], done["duration_seconds"]) == ("meeting_booked", 71, 61)


def test_what_twilio_did_not_sign_for_this_address_is_refused_and_changes_nothing(hotel: Company) -> None:
    call = hotel.call()
    fields: dict[str, Any] = {"CallStatus": "busy", "SequenceNumber": 1}
    refused = [
        tell(hotel, voice.take_call_status, call, token="another", **fields),
        tell(hotel, voice.take_call_status, call, origin="https://evil.example.com/api/v1", **fields),
        ask(voice.take_call_status, "POST", "/calls/voice/status", query=f"company_id={hotel.id}&call_id={call}"),
    ]
    assert {reply.status for reply in refused} == {403}
    assert hotel.row(call)["status"] == "queued"


@pytest.mark.parametrize(
    "function",
    [one for one in vars(voice).values() if isinstance(one, Function)],
    ids=lambda function: function.name,
)
def test_every_webhook_wants_a_signature(hotel: Company, function: Function) -> None:
    call = hotel.call()
    assert tell(hotel, function, call, token="another", CallStatus="busy", AnsweredBy="human").status == 403


def test_a_call_of_another_company_and_another_line_are_not_found(hotel: Company, other: Company) -> None:
    call, theirs = hotel.call(), other.call()
    told: dict[str, Any] = {"CallStatus": "busy", "SequenceNumber": 1}
    foreign = tell(hotel, voice.take_call_status, theirs, CallSid=other.row(theirs)["call_sid"], **told)
    replies = [foreign, status(hotel, call, "busy", 1, CallSid="CA" + "e" * 32)]
    assert [reply.status for reply in replies] == [404, 404]
    assert (hotel.row(call)["status"], other.row(theirs)["status"]) == ("queued", "queued")


@pytest.mark.parametrize("query", ["company_id=x", "call_id=1"])
def test_an_address_of_no_company_is_a_bad_one(hotel: Company, query: str) -> None:
    sid = "CA" + "a" * 32
    assert tell(hotel, voice.take_call_status, None, query=query, CallSid=sid, CallStatus="busy").status == 400


def test_news_of_an_attempt_that_was_taken_back_changes_nothing(hotel: Company) -> None:
    gone = f"CA{new_id().hex}"
    call = hotel.call(call_sid=None, details={"taken_back": [gone]})
    assert status(hotel, call, "canceled", 0, CallSid=gone).status == 204
    assert (hotel.row(call)["status"], hotel.row(call)["call_sid"]) == ("queued", None)


def test_a_callback_that_overtakes_the_answer_names_the_call(hotel: Company) -> None:
    call, sid = hotel.call(call_sid=None), f"CA{new_id().hex}"
    status(hotel, call, "ringing", 1, CallSid=sid)
    assert (hotel.row(call)["status"], hotel.row(call)["call_sid"]) == ("ringing", sid)


def test_the_voice_learns_who_answered(hotel: Company) -> None:
    call = hotel.call(status="in-progress")
    with hotel.desk() as desk:
        assert desk.detected(call) is None
    tell(hotel, voice.take_call_answerer, call, AnsweredBy="machine_end_beep")
    with hotel.desk() as desk:
        assert desk.detected(call) == "machine_end_beep"


def parsed(reply: Reply) -> ET.Element:
    assert (reply.status, reply.headers["content-type"]) == (200, "application/xml")
    return ET.fromstring(reply.body)  # noqa: S314 - ours


def verbs(reply: Reply) -> list[str]:
    return [verb.tag for verb in parsed(reply)]


def test_a_closed_stream_goes_on_twice_and_then_ends(hotel: Company) -> None:
    call = hotel.call(status="in-progress")
    answers = [tell(hotel, voice.resume_call, call) for _ in range(3)]
    assert [verbs(answer) for answer in answers] == [["Connect", "Redirect"], ["Connect", "Redirect"], ["Hangup"]]
    token = next(one.get("value") for one in parsed(answers[1]).iter("Parameter") if one.get("name") == "token")
    assert hotel.opens(str(token), call).because == "resumed"


def test_a_conversation_that_is_over_ends_the_call(hotel: Company) -> None:
    call = hotel.call(status="in-progress", finished_at=utc_now())
    assert verbs(tell(hotel, voice.resume_call, call)) == ["Hangup"]


def test_a_person_takes_over_and_where_nobody_answers_the_conversation_goes_on(hotel: Company) -> None:
    campaign = hotel.campaign(transfer_numbers=["+576015550111"])
    call = hotel.call(status="in-progress", campaign_id=campaign, script_version=1, next_verb="transfer")
    dial = parsed(tell(hotel, voice.resume_call, call))[0]
    assert (dial.tag, dial[0].text, dial.get("timeout")) == ("Dial", "+576015550111", "20")
    assert "/calls/voice/whisper?" in str(dial[0].get("url"))
    assert verbs(tell(hotel, voice.end_call_transfer, call, DialCallStatus="completed")) == ["Hangup"]
    back = tell(hotel, voice.end_call_transfer, call, DialCallStatus="no-answer")
    assert verbs(back) == ["Connect", "Redirect"]
    token = next(one.get("value") for one in parsed(back).iter("Parameter") if one.get("name") == "token")
    assert hotel.opens(str(token), call).because == "transfer_unanswered"


def test_the_person_hears_first_whose_call_it_is(hotel: Company) -> None:
    call = hotel.call(status="in-progress")
    (say,) = parsed(tell(hotel, voice.whisper_to_person, call, CallSid="CA" + "c" * 32))
    assert (say.tag, say.get("language")) == ("Say", "es-MX")


def test_who_calls_back_is_connected_once_to_the_campaign_of_the_number(hotel: Company) -> None:
    campaign, sid = hotel.campaign(), f"CA{new_id().hex}"
    for _ in range(2):
        answer = tell(hotel, voice.answer_call, None, CallSid=sid, To=OURS, From=THEIRS)
        assert verbs(answer) == ["Connect", "Redirect"]
    (call,) = hotel.rows("call_sessions")
    assert (call["direction"], call["campaign_id"], call["purpose"]) == ("inbound", campaign, "service")
    unknown = tell(hotel, voice.answer_call, None, CallSid=f"CA{new_id().hex}", To=THEIRS, From=OURS)
    assert verbs(unknown) == ["Reject"]


def test_what_fails_in_a_stream_is_kept(hotel: Company) -> None:
    call = hotel.call(status="in-progress")
    tell(hotel, voice.take_stream_status, call, StreamEvent="stream-started", StreamSid="MZ1")
    tell(hotel, voice.take_stream_status, call, StreamEvent="stream-error", StreamError="31921")
    assert hotel.row(call)["details"]["stream_errors"] == ["31921"]


def test_without_an_account_nobody_can_have_signed(hotel: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "elsewhere")
    reply = tell(hotel, voice.take_call_status, hotel.call(), CallStatus="busy")
    assert (reply.status, reply.json["title"]) == (503, "Not configured")
    assert "Integration not configured" in reply.json["detail"]
