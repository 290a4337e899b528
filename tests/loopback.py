"""A real HTTP server on a free loopback port, for what moto does not simulate, and for faults."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from typing import Any

from shared.core import aws


@dataclass(frozen=True)
class Heard:
    """A request that arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answer = Callable[[Heard], tuple[int, Any]]
"""Status and JSON body for a request."""


class Loopback:
    """The server.

    Attributes:
        heard: the requests that arrived, in order.
        connections: how many were ever opened.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.heard: list[Heard] = []
        self.connections = 0
        self.open: list[socket] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Exchange, self))
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def drop_connections(self) -> None:
        """Close them from this side, as a server does with idle ones."""
        for connection in self.open:
            with suppress(OSError):  # the other side was first
                connection.shutdown(SHUT_RDWR)
        self.open.clear()


@contextmanager
def loopback(answer: Answer) -> Iterator[Loopback]:
    """A server for the time of a test."""
    running = Loopback(answer)
    running.thread.start()
    try:
        yield running
    finally:
        running.server.shutdown()
        running.drop_connections()
        running.server.server_close()
        running.thread.join()
        hang_up(running.url)


def hang_up(url: str) -> None:
    """Close the connection that our AWS client keeps to a server."""
    connection = vars(aws._thread).pop(url.removeprefix("http://"), None)
    if connection:
        connection.close()


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open

    def __init__(self, loopback: Loopback, *args: Any) -> None:
        self.loopback = loopback
        super().__init__(*args)

    def setup(self) -> None:
        super().setup()
        self.loopback.connections += 1
        self.loopback.open.append(self.connection)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        heard = Heard(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        self.loopback.heard.append(heard)
        status, answer = self.loopback.answer(heard)
        content = json.dumps(answer).encode()
        with suppress(ConnectionError):  # whoever asked may have given up
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    do_GET = do_PUT = do_POST  # noqa: N815 - the names that http.server calls

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""
