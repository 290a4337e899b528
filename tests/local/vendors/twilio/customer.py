"""A customer of Twilio in a test: a web server that is asked for documents and told of calls."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

PATIENCE = 20.0


@dataclass(frozen=True)
class Asked:
    """A request of Twilio's."""

    method: str
    url: str
    path: str
    fields: dict[str, str]
    signature: str

    def is_signed_with(self, auth_token: str) -> bool:
        said = self.fields if self.method == "POST" else {}
        return bool(RequestValidator(auth_token).validate(self.url, said, self.signature))


class Customer:
    """The server.

    Attributes:
        documents: TwiML by path.
        sounds: recordings by path.
        statuses: by path, if not 200.
        asked: what it was asked and told, in order.
        hold: waited for before an answer, by path.
    """

    def __init__(self) -> None:
        self.documents: dict[str, str] = {}
        self.sounds: dict[str, bytes] = {}
        self.statuses: dict[str, int] = {}
        self.hold: dict[str, threading.Event] = {}
        self.asked: list[Asked] = []
        self.hang_ups: dict[str, int] = {}
        self.changed = threading.Condition()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Exchange, self))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def at(self, path: str) -> list[Asked]:
        return [one for one in self.asked if one.path == path]

    def until(self, done: Callable[["Customer"], Any]) -> Any:
        """Wait until something that it was asked makes this true."""
        with self.changed:
            assert self.changed.wait_for(lambda: done(self), PATIENCE), [(one.path, one.fields) for one in self.asked]
            return done(self)

    def statuses_at(self, path: str) -> list[str]:
        return [one.fields["CallStatus"] for one in self.at(path)]


@contextmanager
def customer() -> Iterator[Customer]:
    """A server for the time of a test."""
    running = Customer()
    thread = threading.Thread(target=running.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield running
    finally:
        running.server.shutdown()
        thread.join()
        running.server.server_close()


class _Exchange(BaseHTTPRequestHandler):
    def __init__(self, customer: Customer, *args: Any) -> None:
        self.customer = customer
        super().__init__(*args)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        path, _, query = self.path.partition("?")
        url = f"{self.customer.url}{self.path}"
        fields = dict(parse_qsl(body or query, keep_blank_values=True))
        asked = Asked(self.command, url, path, fields, self.headers.get("x-twilio-signature", ""))
        with self.customer.changed:
            self.customer.asked.append(asked)
            self.customer.changed.notify_all()
            hangs_up = self.customer.hang_ups.get(path, 0)
            self.customer.hang_ups[path] = hangs_up - 1
        if hangs_up > 0:
            self.connection.close()
            return
        if path in self.customer.hold:
            self.customer.hold[path].wait(PATIENCE)
        content = self.customer.sounds.get(path) or self.customer.documents.get(path, "").encode()
        with suppress(OSError):  # whoever asked may have given up
            self.send_response(self.customer.statuses.get(path, 200))
            self.send_header("content-type", "text/xml")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    do_GET = do_POST  # noqa: N815 - the name that http.server calls

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""
