"""The simulated Deepgram says what its specification says, is understood by its vendor's library, and refuses."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from local.vendors.deepgram import app
from tests.containers.media_stream.speech.clips import frames, silence, spoken
from tests.local.vendors.serving import Served

SPECIFICATION = json.loads((Path(__file__).parent / "listen_v1.json").read_text())
ASKED = {"model": "nova-3", "encoding": "mulaw", "sample_rate": "8000", "language": "en", "interim_results": "true"}
QUESTION = "Can I talk to a real person?"


def check(message: dict[str, Any]) -> None:
    """That the specification knows the message and everything in it."""
    strict = json.loads(json.dumps(SPECIFICATION))
    for schema in strict["$defs"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    jsonschema.validate(message, {**strict, "$ref": f"#/$defs/ListenV1_ListenV1{message['type']}"})


@contextmanager
def listening(vendor: Served, key: str = "test", **asked: str) -> Iterator[ClientConnection]:
    url = f"{vendor.root.replace('http', 'ws')}/v1/listen?{urlencode({**ASKED, **asked})}"
    with connect(url, additional_headers={"Authorization": f"Token {key}"}, close_timeout=1) as socket:
        yield socket


def told(socket: ClientConnection) -> list[dict[str, Any]]:
    """Every message until it closes."""
    return [json.loads(message) for message in socket]


def test_an_utterance_is_final_after_its_silence_and_everything_is_as_specified(simulated_deepgram: Served) -> None:
    with listening(simulated_deepgram, endpointing="300") as socket:
        assert socket.response
        assert socket.response.headers["x-provider"] == "simulator"
        for frame in frames(silence(0.5) + spoken(QUESTION, "en") + silence(0.5)):
            socket.send(frame)
        socket.send(json.dumps({"type": "CloseStream"}))
        messages = told(socket)
    for message in messages:
        check(message)
    finals = [one for one in messages if one.get("is_final")]
    assert [one["channel"]["alternatives"][0]["transcript"] for one in finals if one["speech_final"]] == [QUESTION]
    assert [one for one in messages if one["type"] == "Results" and not one["is_final"]], (
        "interim results were asked for"
    )
    assert messages[-1]["type"] == "Metadata"
    assert sum(one["duration"] for one in finals) == pytest.approx(messages[-1]["duration"], abs=0.01)


def test_finalize_finishes_what_is_pending_and_says_so(simulated_deepgram: Served) -> None:
    with listening(simulated_deepgram, interim_results="false", endpointing="false") as socket:
        socket.send(silence(0.3) + spoken("No, gracias.", "es"))
        socket.send(json.dumps({"type": "Finalize"}))
        told_of = json.loads(socket.recv(timeout=30))
    assert told_of["from_finalize"]
    assert told_of["is_final"]
    assert told_of["start"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"model": "nova-99"},
        {"encoding": "mp3"},
        {"sample_rate": "44100"},
        {"language": "xx"},
        {"interim_results": "perhaps"},
        {"endpointing": "soon"},
    ],
    ids="".join,
)
def test_what_deepgram_does_not_take_is_refused_before_the_upgrade(
    simulated_deepgram: Served, wrong: dict[str, str]
) -> None:
    with pytest.raises(InvalidStatus) as refused, listening(simulated_deepgram, **wrong):
        pass
    assert refused.value.response.status_code == 400
    assert next(iter(wrong)) in refused.value.response.headers["dg-error"]


def test_a_wrong_key_is_refused_before_the_upgrade(simulated_deepgram: Served) -> None:
    with pytest.raises(InvalidStatus) as refused, listening(simulated_deepgram, key="another"):
        pass
    assert refused.value.response.status_code == 401
    assert json.loads(refused.value.response.body)["err_code"] == "INVALID_AUTH"


def test_a_message_it_does_not_know_is_an_error_and_not_the_end(simulated_deepgram: Served) -> None:
    with listening(simulated_deepgram) as socket:
        socket.send("hello")
        assert json.loads(socket.recv(timeout=5))["variant"] == "SchemaError"
        socket.send(json.dumps({"type": "CloseStream"}))
        assert [one["type"] for one in told(socket)] == ["Metadata"]


def test_who_says_nothing_for_too_long_is_hung_up_on(
    simulated_deepgram: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "IDLE_SECONDS", 0.2)
    with listening(simulated_deepgram) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=5)
        assert closed.value.rcvd
        assert (closed.value.rcvd.code, closed.value.rcvd.reason[-8:]) == (1011, "NET-0001")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_vendors_library_understands_it(simulated_deepgram: Served) -> None:
    from deepgram import DeepgramClient  # noqa: PLC0415 - two seconds to import, only here
    from deepgram.core.events import EventType  # noqa: PLC0415
    from deepgram.environment import DeepgramClientEnvironment  # noqa: PLC0415

    http, ws = simulated_deepgram.root, simulated_deepgram.root.replace("http", "ws")
    environment = DeepgramClientEnvironment(base=http, production=ws, agent=ws, agent_rest=http)
    received: list[Any] = []
    client = DeepgramClient(api_key="test", environment=environment)
    asked = {"model": "nova-3", "encoding": "mulaw", "sample_rate": 8000, "interim_results": True, "endpointing": 300}
    with client.listen.v1.connect(**asked) as stream:
        stream.on(EventType.MESSAGE, received.append)
        listener = threading.Thread(target=stream.start_listening)
        listener.start()
        for frame in frames(spoken(QUESTION, "en") + silence(1)):
            stream.send_media(frame)
        stream.send_keep_alive()
        stream.send_finalize()
        stream.send_close_stream()
        listener.join(60)
    kinds = {type(message).__name__ for message in received}
    assert kinds == {"ListenV1Results", "ListenV1Metadata"}
    said = [one.channel.alternatives[0].transcript for one in received if getattr(one, "is_final", False)]
    assert " ".join(said).strip() == QUESTION
