"""Media Streams as Twilio has them: exact messages, real time, marks, `clear`, and what is held against a server."""

import base64
import itertools

import pytest
from twilio.request_validator import RequestValidator

from local.process import wait_until
from tests.local.vendors.twilio.agent import Agent, Session
from tests.local.vendors.twilio.customer import Customer
from tests.local.vendors.twilio.line import PATIENT, TOKEN, Line


def streaming(line: Line, voice: Agent, to: str = PATIENT) -> tuple[str, Session]:
    sid = line.dial(to, voice.document())
    return sid, voice.session()


def end(line: Line, sid: str) -> None:
    line.client.calls(sid).update(status="completed")
    line.until(sid)


def test_the_upgrade_is_signed_and_the_messages_are_exact(line: Line, voice: Agent) -> None:
    sid, session = streaming(line, voice)
    session.until_heard(3)
    end(line, sid)
    session.until(lambda: session.is_over)
    signature = {name.lower(): value for name, value in session.headers.items()}["x-twilio-signature"]
    assert RequestValidator(TOKEN).validate(voice.url, {}, signature)
    messages = [message for _, message in session.received]
    stream = messages[1]["streamSid"]
    assert (len(stream), stream[:2]) == (34, "MZ")
    assert messages[0] == {"event": "connected", "protocol": "Call", "version": "1.0.0"}
    assert messages[1] == {
        "event": "start",
        "sequenceNumber": "1",
        "streamSid": stream,
        "start": {
            "accountSid": line.sid,
            "streamSid": stream,
            "callSid": sid,
            "tracks": ["inbound"],
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            "customParameters": {"token": "a secret", "call_id": "7"},
        },
    }
    media = messages[2]["media"]
    assert messages[2] | {"media": {}} == {"event": "media", "sequenceNumber": "2", "streamSid": stream, "media": {}}
    assert (media["track"], media["chunk"], media["timestamp"], len(media["payload"])) == ("inbound", "1", "0", 216)
    assert base64.b64decode(media["payload"]) == b"\xff" * 160
    assert messages[-1]["event"] == "stop"
    assert messages[-1]["stop"] == {"accountSid": line.sid, "callSid": sid}
    assert [message["sequenceNumber"] for message in messages[1:]] == [str(one + 1) for one in range(len(messages) - 1)]


def test_frames_come_fifty_a_second_and_do_not_drift(line: Line, voice: Agent, slowly: float) -> None:
    sid, session = streaming(line, voice)
    session.until_heard(400)
    end(line, sid)
    came = [(at, message["media"]) for at, message in session.received if message["event"] == "media"][:400]
    assert [media["timestamp"] for _, media in came] == [str(20 * number) for number in range(400)]
    assert [media["chunk"] for _, media in came] == [str(number + 1) for number in range(400)]
    late = [at - came[0][0] - 0.02 * number / slowly for number, (at, _) in enumerate(came)]
    assert abs(sorted(late)[200]) < 0.02, "each frame has a deadline of its own"


def test_a_mark_comes_back_when_what_is_before_it_was_played(line: Line, voice: Agent, slowly: float) -> None:
    sid, session = streaming(line, voice)
    session.mark("nothing before")
    session.until(lambda: session.marks() == ["nothing before"])
    session.play(100)
    session.mark("two seconds")
    session.play(50)
    session.mark("three seconds")
    session.until(lambda: len(session.marks()) == 3)
    end(line, sid)
    marks = [(at, message["mark"]["name"]) for at, message in session.received if message["event"] == "mark"]
    assert [name for _, name in marks] == ["nothing before", "two seconds", "three seconds"]
    assert marks[1][0] - marks[0][0] >= 1.95 / slowly
    assert marks[2][0] - marks[1][0] == pytest.approx(1.0 / slowly, abs=0.1)


def test_clear_throws_away_and_returns_the_marks_that_are_pending(line: Line, voice: Agent) -> None:
    sid, session = streaming(line, voice)
    session.play(50 * 60)
    session.mark("a minute")
    session.mark("at its end")
    session.clear()
    session.until(lambda: session.marks() == ["a minute", "at its end"])
    session.play(10)
    session.mark("after it")
    session.until(lambda: session.marks()[-1] == "after it")
    end(line, sid)
    stream = line.reported(sid, lambda report: report["streams"])[0]
    assert (stream["media"], stream["mark"], stream["clear"]) == (2, 3, 1)
    assert stream["most_ahead_ms"] >= 59_000
    assert stream["played_ms"] < 30_000


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"\x00\x01", "31950"),
        ("no json", "31951"),
        ('{"event": "dtmf", "streamSid": "%s"}', "31951"),
        ('{"event": "clear"}', "31951"),
        ('{"event": "clear", "streamSid": "MZ00000000000000000000000000000000"}', "31951"),
        ('{"event": "media", "streamSid": "%s", "media": {"payload": "!"}}', "31951"),
        ('{"event": "media", "streamSid": "%s", "media": {}}', "31951"),
        ('{"event": "mark", "streamSid": "%s", "mark": {}}', "31951"),
    ],
    ids=str,
)
def test_a_message_that_is_none_is_counted_and_does_nothing(
    line: Line, voice: Agent, message: str | bytes, code: str
) -> None:
    sid, session = streaming(line, voice)
    text = message % session.sid if isinstance(message, str) and "%s" in message else message
    session.connection.send(text)
    session.connection.send(text)
    session.mark("still there")
    session.until(lambda: session.marks() == ["still there"])
    report = line.reported(sid, lambda report: report if report["problems"].get(code) == 2 else None)
    end(line, sid)
    assert report["exit_code"] == 1
    assert len([event for event in report["events"] if event["what"] == "problem"]) == 1


def test_a_breach_of_the_websocket_protocol_ends_the_stream(line: Line, voice: Agent) -> None:
    sid, session = streaming(line, voice)
    session.until(lambda: session.of("media"))
    session.connection.socket.sendall(b"\x8f\x00")  # a control frame that does not exist
    assert line.until(sid) == "completed"
    assert line.report(sid)["problems"] == {"31924": 1}


def test_when_the_server_closes_the_next_verb_is_followed(line: Line, voice: Agent, shop: Customer) -> None:
    shop.documents["/resume"] = "<Response><Hangup/></Response>"
    sid = line.dial(PATIENT, voice.document(f"<Redirect>{shop.url}/resume</Redirect>"))
    session = voice.session()
    session.until(lambda: session.of("media"))
    assert not shop.asked
    session.close()
    shop.until(lambda _: shop.at("/resume"))
    assert line.until(sid) == "completed"
    assert line.report(sid)["exit_code"] == 0


def test_a_close_that_is_no_good_end_is_noted(line: Line, voice: Agent) -> None:
    sid, session = streaming(line, voice)
    session.until(lambda: session.of("media"))
    session.close(1011)
    assert line.until(sid) == "completed"
    assert line.report(sid)["problems"] == {"31921": 1}


def test_another_document_ends_the_stream(line: Line, voice: Agent, shop: Customer) -> None:
    sid, session = streaming(line, voice)
    session.until(lambda: session.of("media"))
    shop.documents["/other"] = "<Response><Hangup/></Response>"
    line.client.calls(sid).update(url=f"{shop.url}/other")
    session.until(lambda: session.is_over)
    assert session.of("stop")
    assert line.until(sid) == "completed"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("{url}?token=secret", "31920"),
        ("http://127.0.0.1:1/streams", "31922"),
        ("ws://calls.example.com/streams", "31922"),
        ("wss://203.0.113.7/streams", "31901"),
        ("ws://127.0.0.1:9/streams", "31902"),
    ],
)
def test_an_address_that_is_none_for_a_stream_fails(
    line: Line, voice: Agent, shop: Customer, url: str, code: str
) -> None:
    document = voice.document(url=url.format(url=voice.url), statusCallback=f"{shop.url}/stream", name="main")
    sid = line.dial(PATIENT, document)
    assert line.until(sid) == "completed"
    assert line.report(sid)["problems"] == {code: 1}
    told = shop.until(lambda _: shop.at("/stream"))[0].fields
    assert (told["StreamEvent"], told["StreamError"][:5], told["StreamName"]) == ("stream-error", code, "main")
    assert not voice.sessions


def test_an_upgrade_that_is_refused_fails(line: Line, voice: Agent) -> None:
    voice.refuses = 403
    sid = line.dial(PATIENT, voice.document())
    assert line.until(sid) == "completed"
    assert line.report(sid)["problems"] == {"31920": 1}


def test_a_stream_tells_of_its_start_and_its_end(line: Line, voice: Agent, shop: Customer) -> None:
    sid = line.dial(PATIENT, voice.document(statusCallback=f"{shop.url}/stream"))
    voice.session().until(lambda: voice.session().of("media"))
    end(line, sid)
    shop.until(lambda _: len(shop.at("/stream")) == 2)
    assert [one.fields["StreamEvent"] for one in shop.asked] == ["stream-started", "stream-stopped"]
    assert {one.fields["StreamSid"] for one in shop.asked} == {voice.session().sid}
    assert all(one.is_signed_with(TOKEN) for one in shop.asked)


def test_a_server_that_does_not_read_loses_audio(line: Line, voice: Agent) -> None:
    voice.reads.clear()
    sid = line.dial(PATIENT, voice.document())
    voice.session()
    dropped = line.reported(sid, lambda report: report["problems"].get("31930"))
    voice.reads.set()
    end(line, sid)
    assert dropped == 1
    assert line.reported(sid, lambda report: report["streams"])[0]["media_dropped"] > 10


def test_frames_are_lost_and_their_time_is_missing(line: Line, voice: Agent) -> None:
    to = "+12025558001"
    line.persona(to, deaf=True, patience_ms=3_600_000)
    line.disturb("stream", "loss", to, share=0.2)
    sid, session = streaming(line, voice, to)
    session.until_heard(100)
    end(line, sid)
    media = [message["media"] for message in session.of("media")]
    steps = {int(two["timestamp"]) - int(one["timestamp"]) for one, two in itertools.pairwise(media)}
    assert {20, 40} <= steps
    assert [one["chunk"] for one in media] == [str(number + 1) for number in range(len(media))]


def test_frames_jitter_and_keep_their_order(line: Line, voice: Agent, slowly: float) -> None:
    to = "+12025558002"
    line.persona(to, deaf=True, patience_ms=3_600_000)
    line.disturb("stream", "jitter", to, seconds=0.4)
    sid, session = streaming(line, voice, to)
    session.until_heard(100)
    end(line, sid)
    came = [(at, int(message["media"]["timestamp"])) for at, message in session.received if message["event"] == "media"]
    assert [stamp for _, stamp in came] == [20 * number for number in range(len(came))]
    gaps = [two[0] - one[0] for one, two in itertools.pairwise(came)]
    assert max(gaps) > 0.06 / slowly


def test_a_connection_breaks_on_demand_and_the_call_goes_on(line: Line, voice: Agent) -> None:
    to = "+12025558003"
    line.persona(to, deaf=True, patience_ms=3_600_000)
    line.disturb("stream", "disconnect", to, seconds=2)
    sid = line.dial(to, voice.document('<Pause length="1"/>'))
    session = voice.session()
    session.until(lambda: session.is_over)
    assert not session.of("stop")
    assert line.until(sid) == "completed"
    assert "disconnected" in [event["what"] for event in line.report(sid)["events"]]


def test_keys_are_told(line: Line, voice: Agent) -> None:
    to = "+12025558004"
    line.persona(to, greeting={"press": "90"}, deaf=True, patience_ms=3_600_000)
    sid, session = streaming(line, voice, to)
    keys = session.until(lambda: session.of("dtmf") if len(session.of("dtmf")) == 2 else None)
    end(line, sid)
    assert [one["dtmf"] for one in keys] == [{"track": "inbound_track", "digit": digit} for digit in "90"]


@pytest.mark.usefixtures("slowly")
def test_many_streams_keep_their_own_time(line: Line, voice: Agent) -> None:
    sids = [line.dial(PATIENT, voice.document()) for _ in range(5)]
    sessions = [voice.session(number) for number in range(5)]
    for session in sessions:
        session.until_heard(50)
    for sid in sids:
        end(line, sid)
    assert wait_until(lambda: all(session.of("stop") for session in sessions), seconds=10)
    assert len({session.sid for session in sessions}) == 5
