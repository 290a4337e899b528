"""Documents: what is followed, and what is refused."""

import io
import wave

import pytest

from local.vendors.twilio.twiml import BadDocument, read
from tests.local.vendors.twilio.agent import Agent
from tests.local.vendors.twilio.customer import Customer
from tests.local.vendors.twilio.line import PATIENT, TOKEN, Line

CLOSER, BUSY, NEVER = (f"+12025550{number}" for number in (141, 131, 132))


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("", 12100),
        ("Hello", 12100),
        ("<Response><Hangup></Response>", 12100),
        ('<!DOCTYPE r [<!ENTITY a "b">]><Response><Say>&a;</Say></Response>', 12100),
        (f"<Response><Say>{'a' * 70_000}</Say></Response>", 12100),
        ("<Answer/>", 12200),
        ("<Response><Fax/></Response>", 12200),
        ("<Response><hangup/></Response>", 12200),
        ("<Response><Start><Stream url='wss://x.example/'/></Start></Response>", 12200),
        ("<Response><Connect><Conversation/></Connect></Response>", 12200),
        ('<Response><Connect><Stream url="wss://x.example/" secret="1"/></Connect></Response>', 12200),
        ("<Response><Dial><Sip>sip:a@x.example</Sip></Dial></Response>", 12200),
        ("<Response>Hello</Response>", 12200),
        ("<Response><Gather><Hangup/></Gather></Response>", 12200),
    ],
    ids=lambda said: str(said)[:60],
)
def test_a_document_that_cannot_be_followed_is_refused(document: str, code: int) -> None:
    with pytest.raises(BadDocument) as refused:
        read(document)
    assert refused.value.code == code


def test_a_document_is_read_with_its_comments_left_out() -> None:
    (connect, hangup) = read(
        '<?xml version="1.0" encoding="UTF-8"?><Response><!-- talk --><Connect>'
        '<Stream url="wss://x.example/s"><Parameter name="token" value="é&amp;"/></Stream></Connect>'
        "<Hangup/></Response>"
    )
    assert connect.children[0].children[0].attributes == {"name": "token", "value": "é&"}
    assert hangup.name == "Hangup"


def test_an_unknown_verb_ends_the_call(line: Line) -> None:
    sid = line.dial(PATIENT, "<Response><Fax/></Response>")
    assert line.until(sid) == "completed"
    assert line.report(sid)["problems"] == {"12200": 1}


@pytest.mark.parametrize(("status", "document"), [(500, "<Response/>"), (200, "<Response><Fax/></Response>")])
def test_a_document_that_does_not_come_ends_the_call(line: Line, shop: Customer, status: int, document: str) -> None:
    shop.documents["/answer"], shop.statuses["/answer"] = document, status
    sid = line.dial(PATIENT, url=f"{shop.url}/answer")
    assert line.until(sid) == "completed"
    assert set(line.report(sid)["problems"]) == {"11200" if status == 500 else "12200"}


def test_redirects_are_followed_from_where_they_are(line: Line, shop: Customer) -> None:
    redirect, never = '<Redirect method="GET">resume?n=1</Redirect>', "<Say>Never said.</Say>"
    shop.documents["/voice/answer"] = f"<Response>{redirect}{never}</Response>"
    shop.documents["/voice/resume"] = "<Response><Hangup/></Response>"
    sid = line.dial(PATIENT, url=f"{shop.url}/voice/answer")
    assert line.until(sid) == "completed"
    assert [(one.method, one.path) for one in shop.asked] == [("POST", "/voice/answer"), ("GET", "/voice/resume")]
    assert all(one.is_signed_with(TOKEN) for one in shop.asked)
    assert shop.asked[1].fields["n"] == "1"
    assert line.report(sid)["agent_spans"] == []


def test_what_is_said_and_played_is_heard(line: Line, shop: Customer) -> None:
    written = io.BytesIO()
    with wave.open(written, "wb") as clip:
        clip.setparams((1, 2, 8000, 0, "NONE", ""))
        clip.writeframes((b"\x00\x20" * 4 + b"\x00\xe0" * 4) * 2000)
    shop.sounds["/clip.wav"] = written.getvalue()
    document = (
        f'<Response><Say language="en">Good afternoon.</Say><Pause length="2"/>'
        f'<Play loop="2">{shop.url}/clip.wav</Play>'
        f"<Play>{shop.url}/nothing.wav</Play></Response>"
    )
    sid = line.dial(PATIENT, document)
    line.until(sid)
    report = line.report(sid)
    said, played = report["agent_spans"]
    assert 500 < said["end_ms"] - said["start_ms"] < 2500
    assert 3900 <= played["end_ms"] - played["start_ms"] <= 4100
    assert report["problems"] == {"12300": 1}


@pytest.mark.parametrize(
    ("press", "attributes", "digits"),
    [("12#4", ' timeout="100"', "12"), ("1234", ' timeout="100" numDigits="2"', "12"), ("7", ' timeout="1"', "7")],
)
def test_keys_are_gathered(line: Line, shop: Customer, press: str, attributes: str, digits: str) -> None:
    to = f"+1202555810{len(press)}"
    line.persona(to, greeting={"press": press, "wait_ms": 500}, deaf=True, patience_ms=3_600_000)
    shop.documents["/keys"] = "<Response><Hangup/></Response>"
    gather = f'<Gather action="{shop.url}/keys"{attributes}><Say language="en">Press something, please.</Say></Gather>'
    sid = line.dial(to, f"<Response>{gather}<Redirect>{shop.url}/nothing</Redirect></Response>")
    line.until(sid)
    assert [(one.path, one.fields["Digits"]) for one in shop.asked] == [("/keys", digits)]


def test_who_presses_nothing_goes_on(line: Line, shop: Customer) -> None:
    shop.documents["/nothing"] = "<Response><Hangup/></Response>"
    gather = f'<Gather action="{shop.url}/keys" timeout="2"/>'
    line.dial(PATIENT, f"<Response>{gather}<Redirect>{shop.url}/nothing</Redirect></Response>")
    shop.until(lambda _: shop.asked)
    assert [one.path for one in shop.asked] == ["/nothing"]


def transfer(shop: Customer, to: str) -> str:
    number = f'<Number url="{shop.url}/whisper">{to}</Number>'
    return f'<Response><Dial timeout="20" action="{shop.url}/transfer" answerOnBridge="true">{number}</Dial></Response>'


def test_a_call_is_put_through_after_a_whisper(line: Line, shop: Customer) -> None:
    shop.documents["/whisper"] = '<Response><Say language="en">A guest of the hotel.</Say></Response>'
    shop.documents["/transfer"] = "<Response><Hangup/></Response>"
    sid = line.dial(PATIENT, transfer(shop, CLOSER))
    told = shop.until(lambda _: shop.at("/transfer"))[0].fields
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "true")
    assert int(told["DialCallDuration"]) > 2
    (whispered,) = shop.at("/whisper")
    assert (whispered.fields["ParentCallSid"], whispered.fields["To"]) == (sid, CLOSER)
    assert whispered.fields["CallSid"] == told["DialCallSid"]
    line.until(sid)
    assert line.client.calls(told["DialCallSid"]).fetch().direction == "outbound-dial"
    assert [call.sid for call in line.client.calls.list(parent_call_sid=sid)] == [told["DialCallSid"]]


@pytest.mark.parametrize(("to", "status"), [(BUSY, "busy"), (NEVER, "no-answer")])
def test_who_does_not_take_the_call_is_told_of(line: Line, shop: Customer, to: str, status: str) -> None:
    shop.documents["/transfer"] = "<Response><Hangup/></Response>"
    line.dial(PATIENT, transfer(shop, to))
    assert shop.until(lambda _: shop.at("/transfer"))[0].fields["DialCallStatus"] == status
    assert not shop.at("/whisper")


def test_a_number_from_a_conversation_is_none_to_dial(line: Line) -> None:
    sid = line.dial(PATIENT, "<Response><Dial><Number>my friend</Number></Dial></Response>")
    line.until(sid)
    assert line.report(sid)["problems"] == {"21201": 1}


def test_a_call_has_its_time(line: Line, voice: Agent) -> None:
    sid = line.dial(PATIENT, voice.document(), time_limit=50)
    session = voice.session()
    session.until(lambda: session.is_over)
    assert session.of("stop")
    assert line.until(sid) == "completed"
    assert [event["by"] for event in line.report(sid)["events"] if event["what"] == "over"] == ["time limit"]
