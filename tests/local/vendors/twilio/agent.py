"""A small media server in a test: it keeps what Twilio sends, and sends what the test says."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

PATIENCE = 20.0
FRAME = 160
LOUD = b"\x9f\x1f" * 80
"""20 ms of something that is heard."""

Message = dict[str, Any]


class Session:
    """One stream.

    Attributes:
        received: messages, with the moment at which each came.
    """

    def __init__(self, connection: ServerConnection, headers: dict[str, str]) -> None:
        self.connection, self.headers = connection, headers
        self.received: list[tuple[float, Message]] = []
        self.changed = threading.Condition()
        self.is_over = False

    @property
    def sid(self) -> str:
        return str(self.until(lambda: self.of("start"))[0]["streamSid"])

    def of(self, event: str) -> list[Message]:
        return [message for _, message in self.received if message["event"] == event]

    def marks(self) -> list[str]:
        return [message["mark"]["name"] for message in self.of("mark")]

    def until(self, done: Callable[[], Any]) -> Any:
        """Wait until something that comes makes this true."""
        with self.changed:
            assert self.changed.wait_for(done, PATIENCE), [message for _, message in self.received][-5:]
            return done()

    def until_heard(self, frames: int) -> None:
        """Wait for so many frames."""
        self.until(lambda: len(self.of("media")) >= frames)

    def play(self, frames: int, *, sound: bytes = LOUD) -> None:
        """Audio in one message."""
        payload = base64.b64encode(sound * frames).decode()
        self.send(event="media", streamSid=self.sid, media={"payload": payload})

    def mark(self, name: str) -> None:
        self.send(event="mark", streamSid=self.sid, mark={"name": name})

    def clear(self) -> None:
        self.send(event="clear", streamSid=self.sid)

    def send(self, **message: Any) -> None:
        self.connection.send(json.dumps(message))

    def close(self, code: int = 1000) -> None:
        self.connection.close(code)

    def listen(self) -> None:
        """Keep what comes, until the end."""
        try:
            for text in self.connection:
                with self.changed:
                    self.received.append((time.monotonic(), json.loads(text)))
                    self.changed.notify_all()
        except ConnectionClosed:
            pass
        with self.changed:
            self.is_over = True
            self.changed.notify_all()


class Agent:
    """The server.

    Attributes:
        sessions: streams, in order.
        refuses: an HTTP status for whoever comes.
        reads: whether it reads what comes.
    """

    def __init__(self) -> None:
        self.sessions: list[Session] = []
        self.refuses: int | None = None
        self.reads = threading.Event()
        self.reads.set()
        self.changed = threading.Condition()
        self.server = serve(self._take, "127.0.0.1", 0, process_request=self._open, compression=None, max_queue=1)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.server.socket.getsockname()[1]}/streams/twilio"

    def document(self, *after: str, url: str | None = None, **attributes: str) -> str:
        """TwiML that connects to it."""
        more = "".join(f' {name}="{value}"' for name, value in attributes.items())
        parameters = '<Parameter name="token" value="a secret"/><Parameter name="call_id" value="7"/>'
        stream = f'<Stream url="{url or self.url}"{more}>{parameters}</Stream>'
        return f"<Response><Connect>{stream}</Connect>{''.join(after)}</Response>"

    def session(self, number: int = 0) -> Session:
        """Wait for a stream."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.sessions) > number, PATIENCE)
            return self.sessions[number]

    def _open(self, connection: ServerConnection, _request: Request) -> Response | None:
        return connection.respond(self.refuses, "no") if self.refuses else None

    def _take(self, connection: ServerConnection) -> None:
        headers = dict(connection.request.headers.raw_items()) if connection.request else {}
        session = Session(connection, headers)
        with self.changed:
            self.sessions.append(session)
            self.changed.notify_all()
        self.reads.wait(PATIENCE)
        session.listen()


@contextmanager
def agent() -> Iterator[Agent]:
    """A server for the time of a test."""
    running = Agent()
    thread = threading.Thread(target=running.server.serve_forever)
    thread.start()
    try:
        yield running
    finally:
        running.reads.set()
        running.server.shutdown()
        for session in running.sessions:
            session.close()
        thread.join()
