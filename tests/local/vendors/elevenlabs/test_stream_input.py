"""The simulated ElevenLabs speaks, is understood by its vendor's library, and refuses."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.local.vendors.serving import Served

ASKED = {"model_id": "eleven_flash_v2_5", "output_format": "ulaw_8000"}


@contextmanager
def speaking(vendor: Served, key: str = "test", **asked: str) -> Iterator[ClientConnection]:
    url = f"{vendor.root.replace('http', 'ws')}/v1/text-to-speech/any/stream-input?{urlencode({**ASKED, **asked})}"
    with connect(url, additional_headers={"xi-api-key": key} if key else {}, close_timeout=1) as socket:
        yield socket


def send(socket: ClientConnection, *messages: dict[str, Any]) -> None:
    for message in messages:
        socket.send(json.dumps(message))


def audio(messages: list[dict[str, Any]]) -> bytes:
    return b"".join(base64.b64decode(one["audio"]) for one in messages if one.get("audio"))


def test_text_is_spoken_and_the_end_is_said(simulated_elevenlabs: Served) -> None:
    with speaking(simulated_elevenlabs, language_code="es") as socket:
        send(socket, {"text": " "}, {"text": "Buenas tardes. ", "flush": True}, {"text": ""})
        messages = [json.loads(message) for message in socket]
    assert messages[-1]["isFinal"] is True
    assert 0.6 < len(audio(messages)) / 8000 < 3


def test_words_wait_for_their_sentence_unless_they_are_flushed(simulated_elevenlabs: Served) -> None:
    with speaking(simulated_elevenlabs) as socket:
        send(socket, {"text": " "}, {"text": "Good "})
        with pytest.raises(TimeoutError):
            socket.recv(timeout=0.2)
        send(socket, {"text": "morning ", "flush": True})
        assert audio([json.loads(socket.recv(timeout=30))])


def test_a_key_may_come_in_the_first_message(simulated_elevenlabs: Served) -> None:
    with speaking(simulated_elevenlabs, key="") as socket:
        send(socket, {"text": " ", "xi_api_key": "test"}, {"text": "Yes. "})
        assert audio([json.loads(socket.recv(timeout=30))])


@pytest.mark.parametrize(
    ("key", "first", "error"),
    [
        ("another", {"text": " "}, "invalid_api_key"),
        ("", {"text": " "}, "invalid_api_key"),
        ("test", {"text": "Hello. "}, "invalid_first_message"),
        ("test", {"words": "Hello. "}, "invalid_message"),
    ],
)
def test_a_wrong_key_and_a_wrong_beginning_end_with_1008(
    simulated_elevenlabs: Served, key: str, first: dict[str, str], error: str
) -> None:
    with speaking(simulated_elevenlabs, key=key) as socket:
        send(socket, first)
        assert json.loads(socket.recv(timeout=5))["error"] == error
        with pytest.raises(Exception, match="1008"):
            socket.recv(timeout=5)


@pytest.mark.parametrize(
    "wrong",
    [{"output_format": "mp3_1"}, {"model_id": "eleven_99"}, {"inactivity_timeout": "181"}],
    ids="".join,
)
def test_what_it_does_not_take_is_refused_before_the_upgrade(
    simulated_elevenlabs: Served, wrong: dict[str, str]
) -> None:
    with pytest.raises(InvalidStatus) as refused, speaking(simulated_elevenlabs, **wrong):
        pass
    assert refused.value.response.status_code == 400


def test_who_says_nothing_for_too_long_is_hung_up_on(simulated_elevenlabs: Served) -> None:
    with speaking(simulated_elevenlabs, inactivity_timeout="1") as socket:
        send(socket, {"text": " "})
        assert json.loads(socket.recv(timeout=10))["error"] == "input_timeout_exceeded"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_vendors_library_understands_it(simulated_elevenlabs: Served) -> None:
    from elevenlabs.client import ElevenLabs  # noqa: PLC0415 - two seconds to import, only here

    client = ElevenLabs(api_key="test", base_url=simulated_elevenlabs.root)
    client.text_to_speech._ws_base_url = simulated_elevenlabs.root.replace("http", "ws")
    sentences = iter(("Hello, this is a test call. ", "How are you today? "))
    pieces = client.text_to_speech.convert_realtime(
        "voice", text=sentences, model_id="eleven_flash_v2_5", output_format="ulaw_8000"
    )
    assert 2 < sum(map(len, pieces)) / 8000 < 6
