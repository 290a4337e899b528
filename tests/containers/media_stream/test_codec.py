"""Media Streams on the wire: what is allowed is read as it was written, and nothing else is."""

import base64
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from containers.media_stream import codec
from containers.media_stream.codec import (
    Audio,
    Begun,
    Greeted,
    Key,
    Returned,
    Stopped,
    Unknown,
    ViolationError,
    decoded,
)

STREAM, CALL, ACCOUNT = "MZ" + "1" * 32, "CA" + "2" * 32, "AC" + "3" * 32
FRAME = base64.b64encode(b"\x7f" * 160).decode()
MEDIA = {"track": "inbound", "chunk": "2", "timestamp": "20", "payload": FRAME}
START = {
    "accountSid": ACCOUNT,
    "streamSid": STREAM,
    "callSid": CALL,
    "tracks": ["inbound"],
    "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
    "customParameters": {"token": "t", "call_id": "c"},
}


def written(event: str, **content: Any) -> bytes:
    return json.dumps({"event": event, "sequenceNumber": "4", "streamSid": STREAM, **content}).encode()


def test_what_twilio_sends_is_read() -> None:
    assert decoded(b'{"event": "connected", "protocol": "Call", "version": "1.0.0"}') == Greeted()
    assert decoded(written("start", start=START)) == Begun(STREAM, CALL, ACCOUNT, {"token": "t", "call_id": "c"})
    assert decoded(written("media", media=MEDIA)) == Audio(STREAM, 20, b"\x7f" * 160)
    assert decoded(written("dtmf", dtmf={"track": "inbound_track", "digit": "9"})) == Key(STREAM, "9")
    assert decoded(written("mark", mark={"name": "t7.2"})) == Returned(STREAM, "t7.2")
    assert decoded(written("stop", stop={"accountSid": ACCOUNT, "callSid": CALL})) == Stopped(STREAM)
    assert decoded(written("new in 2027")) == Unknown()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"no json",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"event": 7}',
        b'{"event": "connected", "protocol": "Game"}',
        written("media"),
        written("media", media="x"),
        written("media", media={**MEDIA, "track": "outbound"}),
        written("media", media={**MEDIA, "timestamp": 20}),
        written("media", media={**MEDIA, "timestamp": "-20"}),
        written("media", media={**MEDIA, "timestamp": "٢٠"}),
        written("media", media={**MEDIA, "timestamp": "9" * 30}),
        written("media", media={**MEDIA, "chunk": ""}),
        written("media", media={**MEDIA, "payload": 160}),
        written("media", media={**MEDIA, "payload": ""}),
        written("media", media={**MEDIA, "payload": "????"}),
        written("media", media={**MEDIA, "payload": "ñ"}),
        written("media", media={**MEDIA, "payload": FRAME[:-8]}),
        written("media", media={**MEDIA, "payload": base64.b64encode(bytes(160 * 51)).decode()}),
        written("media", media=MEDIA, streamSid='MZ"}' + "1" * 29),
        written("media", media=MEDIA, streamSid=None),
        written("start", start={**START, "streamSid": "MZ" + "9" * 32}),
        written("start", start={**START, "callSid": "x"}),
        written("start", start={**START, "tracks": ["inbound", "outbound"]}),
        written(
            "start", start={**START, "mediaFormat": {"encoding": "audio/x-l16", "sampleRate": 8000, "channels": 1}}
        ),
        written("start", start={**START, "customParameters": {"token": 7}}),
        written("start", start={**START, "customParameters": {"token": "x" * 500}}),
        written("dtmf", dtmf={"digit": "99"}),
        written("dtmf", dtmf={"digit": 9}),
        written("mark", mark={"name": ""}),
        written("mark", mark={"name": "x" * 257}),
        written("stop"),
    ],
)
def test_what_twilio_does_not_send_is_a_violation(text: bytes) -> None:
    with pytest.raises(ViolationError):
        decoded(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
EVENTS = st.sampled_from(["connected", "start", "media", "dtmf", "mark", "stop"])


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.builds(lambda event, body: written(event, **{event: body}), EVENTS, JSON)
)
def test_nothing_but_a_violation_comes_of_nonsense(text: bytes) -> None:
    with suppress(ViolationError):
        decoded(text)


@given(EVENTS, st.sampled_from(sorted(START) + sorted(MEDIA) + ["digit", "name"]), JSON)
def test_one_wrong_value_is_no_more_than_a_violation(event: str, name: str, value: Any) -> None:
    valid: dict[str, dict[str, Any]] = {"start": START, "media": MEDIA, "dtmf": {"digit": "1"}, "mark": {"name": "d1"}}
    content = valid.get(event, {})
    with suppress(ViolationError):
        decoded(written(event, **{event: {**content, name: value}}))


@given(st.binary(min_size=1, max_size=400))
def test_what_we_send_is_what_twilio_reads(mulaw: bytes) -> None:
    sent = json.loads(codec.audio_message(STREAM, mulaw))
    assert sent == {"event": "media", "streamSid": STREAM, "media": {"payload": base64.b64encode(mulaw).decode()}}


@given(st.text(min_size=1))
def test_a_mark_may_have_any_name(name: str) -> None:
    assert json.loads(codec.mark_message(STREAM, name)) == {
        "event": "mark",
        "streamSid": STREAM,
        "mark": {"name": name},
    }
    assert json.loads(codec.clear_message(STREAM)) == {"event": "clear", "streamSid": STREAM}
