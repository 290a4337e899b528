"""The simulated Twilio takes, answers and refuses what the library and the specification of Twilio say."""

import itertools
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from twilio.base.exceptions import TwilioRestException

from local.process import wait_until
from tests.local.vendors.serving import Served
from tests.local.vendors.twilio.conftest import SPEED
from tests.local.vendors.twilio.line import FROM, PATIENT, TOKEN, Line

SPECIFICATION = json.loads((Path(__file__).parent / "twilio_openapi.json").read_text())
NEVER, FAILS, BUSY = "+12025550132", "+12025550133", "+12025550131"
HANG_UP = "<Response><Hangup/></Response>"


def strict(schema: Any) -> Any:
    """A schema of OpenAPI 3.0 as JSON Schema, in which nothing may be missing and nothing be added."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: strict(value) for key, value in schema.items() if key not in {"nullable", "default", "format"}}
    if schema.get("nullable") and "type" in found:
        found["type"] = [found["type"], "null"]
    if "properties" in found and "sid" in found["properties"]:
        found["additionalProperties"] = False
    return found


def check(answer: httpx.Response, schema: dict[str, Any]) -> None:
    assert answer.is_success, answer.text
    assert answer.headers["x-provider"] == "simulator"
    jsonschema.validate(answer.json(), {**strict(schema), "components": strict(SPECIFICATION["components"])})


def test_the_library_creates_fetches_ends_and_lists(line: Line) -> None:
    call = line.client.calls.create(
        to="+15555550100",
        from_=FROM,
        url="https://example.com/voice/answer",
        machine_detection="DetectMessageEnd",
        async_amd="true",
        async_amd_status_callback="https://example.com/voice/amd",
        timeout=30,
        time_limit=600,
        status_callback="https://example.com/voice/status",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
    )
    assert (len(call.sid), call.sid[:2], call.status) == (34, "CA", "queued")
    assert line.client.calls(call.sid).fetch().direction == "outbound-api"
    assert line.client.calls(call.sid).update(status="completed").status in {"canceled", "completed"}
    assert line.client.calls(call.sid).recordings.list(limit=2) == []
    assert [one.phone_number for one in line.client.incoming_phone_numbers.list()] == [FROM]
    assert line.until(call.sid) in {"canceled", "completed"}
    asked = [event for event in line.report(call.sid)["events"] if event["what"] == "callback sent"]
    assert all("not on this machine" in event["detail"] for event in asked)


def test_answers_are_as_the_specification_says(line: Line) -> None:
    made = line.post("/Calls.json", To=NEVER, From=FROM, Twiml=HANG_UP)
    call = {"$ref": "#/components/schemas/api.v2010.account.call"}
    check(made, call)
    sid = made.json()["sid"]
    check(line.get(f"/Calls/{sid}.json"), call)
    check(line.post(f"/Calls/{sid}.json", Status="canceled"), call)
    check(line.get("/Calls.json"), SPECIFICATION["lists"]["Calls.json"])
    check(line.get(f"/Calls/{sid}/Recordings.json"), SPECIFICATION["lists"]["Calls/{CallSid}/Recordings.json"])
    check(line.get("/IncomingPhoneNumbers.json"), SPECIFICATION["lists"]["IncomingPhoneNumbers.json"])


def test_a_recorded_call_has_a_recording(line: Line) -> None:
    sid = line.dial(PATIENT, '<Response><Pause length="3"/></Response>', record=True)
    line.until(sid, "completed")
    answer = line.get(f"/Calls/{sid}/Recordings.json")
    check(answer, SPECIFICATION["lists"]["Calls/{CallSid}/Recordings.json"])
    (recording,) = answer.json()["recordings"]
    assert recording["call_sid"] == sid
    assert int(recording["duration"]) >= 2


VALID = {"To": NEVER, "From": FROM, "Twiml": HANG_UP}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"To": None}, 21201),
        ({"To": "555"}, 21211),
        ({"To": "+12025550134"}, 21214),
        ({"To": "+442079460000"}, 21215),
        ({"To": "+12025550199"}, 21216),
        ({"From": None}, 21213),
        ({"From": "hotel"}, 21212),
        ({"From": "+12025550100"}, 21210),
        ({"Twiml": None}, 21205),
        ({"Twiml": None, "Url": "voice/answer"}, 21205),
        ({"Twiml": None, "Url": "ftp://example.com/"}, 21205),
        ({"Twiml": f"<Response><Say>{'a' * 4000}</Say></Response>"}, 20001),
        ({"Method": "BREW"}, 21209),
        ({"Timeout": "soon"}, 21208),
        ({"StatusCallback": "status"}, 21609),
        ({"StatusCallbackEvent": ["ringing", "sneezed"]}, 21626),
        ({"MachineDetection": "perhaps"}, 20001),
        ({"MachineDetection": "Enable", "MachineDetectionSpeechThreshold": "9000"}, 20001),
    ],
    ids=str,
)
def test_what_twilio_refuses_is_refused_with_its_number(twilio: Served, changes: dict[str, Any], code: int) -> None:
    line = Line(twilio, blocked=["+12025550199"])
    answer = line.post("/Calls.json", **{name: said for name, said in (VALID | changes).items() if said is not None})
    line.close()
    assert answer.status_code == 400
    said = answer.json()
    assert (said["code"], said["status"]) == (code, 400)
    assert said["more_info"] == f"https://www.twilio.com/docs/errors/{code}"


@pytest.mark.parametrize("auth", [None, ("AC" + "0" * 32, TOKEN), "wrong token"], ids=["none", "unknown", "wrong"])
def test_who_is_not_known_is_not_let_in(line: Line, auth: Any) -> None:
    pair = (line.sid, auth) if isinstance(auth, str) else auth
    answer = httpx.post(f"{line.served.root}{line.path}/Calls.json", data=VALID, auth=pair)
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


@pytest.mark.parametrize("path", ["/Calls/CA" + "b" * 32 + ".json", "/Nothing.json"])
def test_what_is_not_there_is_not_found(line: Line, path: str) -> None:
    answer = line.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, 20404)


def test_another_account_is_not_found(line: Line, twilio: Served) -> None:
    other = Line(twilio)
    answer = httpx.get(f"{twilio.root}{other.path}/Calls.json", auth=(line.sid, TOKEN))
    other.close()
    assert (answer.status_code, answer.json()["code"]) == (404, 20404)


def test_a_malformed_account_and_an_unknown_status_are_refused(line: Line) -> None:
    malformed = httpx.post(f"{line.served.root}/2010-04-01/Accounts/AC1/Calls.json", data=VALID, auth=(line.sid, TOKEN))
    assert malformed.json()["code"] == 20404
    sid = line.dial(NEVER)
    vanished = line.post(f"/Calls/{sid}.json", Status="vanished")
    assert (vanished.status_code, vanished.json()["code"]) == (400, 20001)
    deleted = httpx.request("PUT", f"{line.served.root}{line.path}/Calls/{sid}.json", auth=(line.sid, TOKEN))
    assert (deleted.status_code, deleted.json()["code"]) == (405, 20004)
    line.post(f"/Calls/{sid}.json", Status="canceled")


def test_a_call_that_is_over_is_not_changed(line: Line) -> None:
    sid = line.dial(FAILS)
    line.until(sid, "failed")
    with pytest.raises(TwilioRestException) as refused:
        line.client.calls(sid).update(status="completed")
    assert (refused.value.status, refused.value.code) == (400, 21220)


def test_a_call_that_only_rings_has_no_document_to_change(line: Line) -> None:
    sid = line.dial(NEVER)
    line.until(sid, "ringing")
    with pytest.raises(TwilioRestException) as refused:
        line.client.calls(sid).update(twiml=HANG_UP)
    assert refused.value.code == 21220
    line.client.calls(sid).update(status="canceled")
    assert line.until(sid) == "canceled"


def test_too_many_calls_at_once_are_refused(twilio: Served) -> None:
    line = Line(twilio, concurrency=1)
    first = line.dial(NEVER)
    with pytest.raises(TwilioRestException) as refused:
        line.dial(NEVER)
    assert (refused.value.status, refused.value.code) == (429, 10004)
    line.client.calls(first).update(status="canceled")
    line.until(first)
    assert line.until(line.dial(FAILS)) == "failed"
    line.close()


def test_too_many_requests_in_a_second_are_refused(twilio: Served) -> None:
    line = Line(twilio, requests_per_second=1)
    line.settle(speed=0.01)  # a second that is long enough
    answers = [line.get("/Calls.json") for _ in range(3)]
    line.settle(speed=SPEED)
    line.close()
    assert {answer.json()["code"] for answer in answers if answer.status_code == 429} == {20429}


def test_calls_begin_one_after_the_other(twilio: Served) -> None:
    line = Line(twilio, calls_per_second=0.5)
    line.settle(speed=4)
    sids = [line.dial(FAILS) for _ in range(3)]
    for sid in sids:
        line.until(sid, "failed")
    begins = [event["at"] for sid in sids for event in line.report(sid)["events"] if event["what"] == "status"]
    line.settle(speed=SPEED)
    line.close()
    assert all(after - before > 1.5 for before, after in itertools.pairwise(begins))


@pytest.fixture
def several(line: Line) -> Line:
    for to in (BUSY, FAILS, BUSY):
        line.until(line.dial(to))
    return line


def test_calls_are_found_by_what_they_are(several: Line) -> None:
    calls = several.client.calls
    now = datetime.now(UTC)
    assert len(calls.list()) == 3
    assert len(calls.list(to=BUSY)) == len(calls.list(status="busy")) == 2
    assert calls.list(to=BUSY, status="failed") == []
    assert len(calls.list(to=BUSY, start_time_after=now - timedelta(hours=1))) == 2
    assert calls.list(to=BUSY, start_time_before=now - timedelta(hours=1)) == []
    assert (
        len(
            several.get("/Calls.json", StartTime=calls.list(to=BUSY)[0].start_time.date().isoformat(), To=BUSY).json()[
                "calls"
            ]
        )
        == 2
    )
    assert several.get("/Calls.json", Status="lost").json()["code"] == 20001


def test_a_call_in_the_queue_has_no_start_time(twilio: Served) -> None:
    line = Line(twilio, calls_per_second=0.001)
    line.until(line.dial(FAILS))
    waiting = line.dial(BUSY)
    day = datetime.now(UTC) - timedelta(days=1)
    assert [call.sid for call in line.client.calls.list(to=BUSY)] == [waiting]
    assert line.client.calls.list(to=BUSY, start_time_after=day) == []
    line.client.calls(waiting).update(status="completed")
    assert line.until(waiting) == "canceled"
    line.close()


def test_lists_are_read_page_by_page(several: Line) -> None:
    assert len({call.sid for call in several.client.calls.list(page_size=1)}) == 3
    first = several.get("/Calls.json", PageSize=2).json()
    assert (len(first["calls"]), first["previous_page_uri"]) == (2, None)
    assert several.get("/Calls.json", PageSize=0).json()["code"] == 20001


def test_what_a_call_costs_is_told_some_time_after_its_end_and_only_of_one_that_was_answered(line: Line) -> None:
    answered, failed = line.dial(PATIENT), line.dial(FAILS)
    line.until(answered, "completed")
    line.until(failed, "failed")
    assert line.client.calls(failed).fetch().price is None
    assert wait_until(lambda: line.client.calls(answered).fetch().price == "-0.01400", seconds=30, every=0.1)
    assert line.client.calls(answered).fetch().price_unit == "USD"
    assert line.client.calls(failed).fetch().price is None


def test_recordings_and_calls_are_deleted_once_they_are_over(line: Line) -> None:
    sid = line.dial(PATIENT, '<Response><Pause length="3"/></Response>', record=True)
    with pytest.raises(TwilioRestException) as refused:
        line.client.calls(sid).delete()
    assert (refused.value.status, refused.value.code) == (409, 20009)
    line.until(sid, "completed")
    (recording,) = line.client.calls(sid).recordings.list()
    assert line.client.recordings(recording.sid).delete()
    assert line.client.calls(sid).recordings.list() == []
    assert line.client.calls(sid).delete()
    assert line.get(f"/Calls/{sid}.json").status_code == 404
    assert line.get(f"/Recordings/{recording.sid}.json").status_code == 404
