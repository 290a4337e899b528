"""What a customer is told of a call: signed, in order, once, and what it looks like when that goes wrong."""

import threading
from typing import Any

import pytest

from tests.local.vendors.twilio.customer import Customer
from tests.local.vendors.twilio.line import PATIENT, TOKEN, Line

ALL = ["initiated", "ringing", "answered", "completed"]
BUSY, NEVER, FAILS, VOICEMAIL = (f"+12025550{number}" for number in (131, 132, 133, 115))


def dial(line: Line, shop: Customer, to: str, **more: Any) -> str:
    told = {"status_callback": f"{shop.url}/status?tenant=7", "status_callback_event": ALL, **more}
    return line.dial(to, **told)


def over(shop: Customer, *ends: str, at: str = "/status") -> list[str]:
    """Every status that was told, once one of these was."""
    wanted = set(ends or ("completed", "busy", "no-answer", "failed", "canceled"))
    shop.until(lambda _: wanted & set(shop.statuses_at(at)))
    return shop.statuses_at(at)


@pytest.mark.parametrize(
    ("to", "told"),
    [
        (PATIENT, ["initiated", "ringing", "in-progress", "completed"]),
        (BUSY, ["initiated", "ringing", "busy"]),
        (NEVER, ["initiated", "ringing", "no-answer"]),
        (FAILS, ["initiated", "failed"]),
    ],
)
def test_a_call_is_told_in_order_and_signed(line: Line, shop: Customer, to: str, told: list[str]) -> None:
    sid = dial(line, shop, to, timeout=5)
    assert over(shop) == told
    assert [one.fields["SequenceNumber"] for one in shop.asked] == [str(number) for number in range(len(told))]
    assert all(one.is_signed_with(TOKEN) for one in shop.asked)
    assert not any(one.is_signed_with("another") for one in shop.asked)
    last = shop.asked[-1].fields
    assert (last["CallSid"], last["AccountSid"], last["To"]) == (sid, line.sid, to)
    assert last["CallbackSource"] == "call-progress-events"
    assert line.status(sid) == told[-1]


def test_a_completed_call_says_how_long_it_was(line: Line, shop: Customer) -> None:
    dial(line, shop, PATIENT, document='<Response><Pause length="10"/></Response>')
    over(shop, "completed")
    assert 9 <= int(shop.asked[-1].fields["CallDuration"]) <= 40
    assert shop.asked[-1].fields["Duration"] == "1"


def test_only_the_end_is_told_unless_more_is_asked_for(line: Line, shop: Customer) -> None:
    line.dial(BUSY, status_callback=f"{shop.url}/status", status_callback_method="GET")
    assert over(shop) == ["busy"]
    assert shop.asked[0].method == "GET"
    assert shop.asked[0].is_signed_with(TOKEN)


def test_a_call_that_is_taken_back_is_canceled(line: Line, shop: Customer) -> None:
    sid = dial(line, shop, NEVER)
    shop.until(lambda _: "ringing" in shop.statuses_at("/status"))
    line.client.calls(sid).update(status="canceled")
    assert over(shop) == ["initiated", "ringing", "canceled"]


def test_an_answered_call_is_completed_from_outside_and_not_canceled(line: Line, shop: Customer) -> None:
    sid = dial(line, shop, PATIENT, document='<Response><Pause length="600"/></Response>')
    shop.until(lambda _: "in-progress" in shop.statuses_at("/status"))
    assert line.client.calls(sid).update(status="canceled").status == "in-progress"
    assert line.client.calls(sid).update(status="completed").status == "completed"
    assert over(shop)[-1] == "completed"


def test_a_connection_that_fails_is_tried_once_more(line: Line, shop: Customer) -> None:
    shop.hang_ups["/status"] = 1
    sid = dial(line, shop, FAILS)
    assert over(shop, "failed") == ["initiated", "initiated", "failed"]
    sent = line.reported(sid, lambda report: [one for one in report["events"] if one["what"] == "callback sent"][1:])
    assert sent[0]["status"] == 200
    shop.hang_ups["/status"] = 3
    other = dial(line, shop, FAILS)
    line.reported(other, lambda report: report["problems"].get("11200") == 1)


def test_a_customer_has_so_long_to_answer_and_is_not_asked_again(line: Line, shop: Customer) -> None:
    shop.hold["/slow"] = threading.Event()
    sid = line.dial(FAILS, status_callback=f"{shop.url}/slow#rt=200")
    problems = line.reported(sid, lambda report: report["problems"])
    shop.hold["/slow"].set()
    assert problems == {"11200": 1}
    assert len(shop.at("/slow")) == 1


@pytest.mark.parametrize(
    ("kind", "event", "told"),
    [
        ("drop", "ringing", ["initiated", "busy"]),
        ("duplicate", "busy", ["initiated", "ringing", "busy", "busy"]),
        ("reorder", "ringing", ["initiated", "busy", "ringing"]),
        ("delay", "initiated", ["ringing", "busy", "initiated"]),
    ],
)
def test_callbacks_are_disturbed_on_demand(line: Line, shop: Customer, kind: str, event: str, told: list[str]) -> None:
    to = f"+12025556{len(kind):03d}"
    line.persona(to, outcome="busy")
    line.disturb("callback", kind, to, event=event, seconds=20)
    dial(line, shop, to)
    shop.until(lambda _: len(shop.asked) == len(told))
    assert shop.statuses_at("/status") == told


def test_a_bad_signature_is_bad(line: Line, shop: Customer) -> None:
    to = "+12025557001"
    line.persona(to, outcome="busy")
    line.disturb("callback", "bad_signature", to, event="busy")
    dial(line, shop, to)
    over(shop, "busy")
    assert [one.is_signed_with(TOKEN) for one in shop.asked] == [True, True, False]


def test_a_disturbance_that_is_none_is_refused(line: Line) -> None:
    with pytest.raises(Exception, match="422"):
        line.disturb("callback", "jitter", PATIENT)


DETECT = {"machine_detection": "DetectMessageEnd", "async_amd": "true"}


def test_a_mailbox_is_found_at_its_beep(line: Line, shop: Customer) -> None:
    document = '<Response><Pause length="600"/></Response>'
    sid = line.dial(VOICEMAIL, document, async_amd_status_callback=f"{shop.url}/amd", **DETECT)
    told = shop.until(lambda _: shop.at("/amd"))[0]
    line.client.calls(sid).update(status="completed")
    assert told.fields["AnsweredBy"] == "machine_end_beep"
    assert told.is_signed_with(TOKEN)
    assert 5000 < int(told.fields["MachineDetectionDuration"]) < 20_000
    assert line.until(sid) == "completed"
    assert line.client.calls(sid).fetch().answered_by == "machine_end_beep"


@pytest.mark.parametrize(
    ("greeting", "found"),
    [
        ("Hello?", "human"),
        ("", "unknown"),
        ("Mirador Hotel, good afternoon, this is Emma speaking, how can I help you?", "machine_end_silence"),
    ],
    ids=["person", "nobody", "long greeting"],
)
def test_detection_judges_by_the_length_of_the_greeting(line: Line, shop: Customer, greeting: str, found: str) -> None:
    to = f"+120255571{len(greeting):02d}"
    line.persona(to, greeting={"say": greeting})
    document = '<Response><Pause length="600"/></Response>'
    sid = line.dial(to, document, async_amd_status_callback=f"{shop.url}/amd", **DETECT)
    assert shop.until(lambda _: shop.at("/amd"))[0].fields["AnsweredBy"] == found
    line.client.calls(sid).update(status="completed")


def test_detection_errs_on_demand_and_holds_the_call_up_if_it_is_not_in_the_background(
    line: Line, shop: Customer
) -> None:
    to = "+12025557201"
    line.persona(to, greeting={"say": "Hello?"})
    line.disturb("detection", "says", to, says="machine_start")
    shop.documents["/answer"] = "<Response><Hangup/></Response>"
    line.dial(to, url=f"{shop.url}/answer", machine_detection="Enable")
    asked = shop.until(lambda _: shop.at("/answer"))[0]
    assert asked.fields["AnsweredBy"] == "machine_start"
    assert asked.fields["CallStatus"] == "in-progress"
    assert asked.is_signed_with(TOKEN)
