"""Previews: spoken by the voice, which learns the words by a ticket that is good once."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from functions.calls.api.audio import preview_prompt
from functions.calls.api.health import check_health
from functions.calls.client.voice_http import _client
from tests.functions.calls.desk import Company
from tests.lambdas import Reply, ask, caller_of

WORDS = {"text": "Buenos días", "language": "es"}


class Voice(BaseHTTPRequestHandler):
    """Answers with a sound, and remembers the ticket."""

    tickets: list[str]

    def do_POST(self) -> None:
        self.tickets.append(self.headers["authorization"].removeprefix("Bearer "))
        self.send_response(200 if self.path == "/preview" else 404)
        self.send_header("x-engine", "embedded:pico")
        self.send_header("content-length", "4")
        self.end_headers()
        self.wfile.write(b"RIFF")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def tickets(monkeypatch: pytest.MonkeyPatch, hotel: Company) -> Iterator[list[str]]:
    """The voice is there; the tickets that it was shown."""
    del hotel
    heard: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("HearingVoice", (Voice,), {"tickets": heard}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("VOICE_URL", f"ws://127.0.0.1:{server.server_port}")
    yield heard
    _client().close()
    _client.cache_clear()
    server.shutdown()
    thread.join()
    server.server_close()


def preview(hotel: Company) -> Reply:
    return ask(preview_prompt, "POST", "/calls/audio/tts", body=WORDS, caller=caller_of(hotel.id))


def test_a_sentence_is_spoken_and_its_ticket_is_good_once(hotel: Company, tickets: list[str]) -> None:
    reply = preview(hotel)
    assert (reply.status, reply.headers["content-type"]) == (200, "audio/wav")
    assert "embedded-pico" in reply.headers["content-disposition"]
    (ticket,) = tickets
    with hotel.desk() as desk:
        told = desk.preview(ticket)
        again = desk.preview(ticket)
    assert told
    assert (told.text, told.language, again) == ("Buenos días", "es", None)


def test_without_a_voice_there_is_no_preview_and_it_is_said(hotel: Company) -> None:
    reply = preview(hotel)
    assert (reply.status, reply.json["detail"]) == (503, "No engine of speech can be reached.")


def test_health_names_what_is_missing(hotel: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    del hotel
    assert ask(check_health, "GET", "/calls/health").json["status"] == "healthy"
    monkeypatch.setenv("STAGE", "elsewhere")
    health = ask(check_health, "GET", "/calls/health").json
    assert (health["status"], health["dependencies"]["twilio"]["reason"]) == ("degraded", "NotConfigured")
