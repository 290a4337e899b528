"""The socket: text in, text out, within limits. It knows neither Twilio nor a conversation.

Whoever has not said who they are yet counts as a stranger. Strangers are few: where there would be more, the one that
waits longest goes, so that a flood neither keeps the honest out nor reaches those that are inside.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.frames import DATA_OPCODES, Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import Event, State

from containers.media_stream.inbox import Inbox

NORMAL = 1000
GOING_AWAY = 1001
UNSUPPORTED = 1003
POLICY = 1008
BROKEN = 1011
TRY_LATER = 1013

PAGE_WITHIN_S = 20.0


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a process takes.

    Attributes:
        strangers: connections that have not said who they are.
        handshake_s: for a request to arrive.
        message: bytes.
        backlog: bytes that the other side has not taken; a slow reader beyond it is let go.
    """

    strangers: int = 512
    handshake_s: float = 5.0
    message: int = 65_536
    backlog: int = 65_536


class Line:
    """One open connection."""

    def __init__(self, connection: "_Counted", limits: Limits, known: Callable[[], None]) -> None:
        self._connection = connection
        self._limits = limits
        self.known = known
        """To be called when the other side has said who it is."""

    def send(self, text: bytes) -> None:
        """Send without waiting. It is harmless on a closed line, and closes one that is not read."""
        connection = self._connection
        if connection.transport.get_write_buffer_size() > self._limits.backlog:
            connection.transport.abort()
        elif connection.protocol.state is State.OPEN:
            connection.protocol.send_text(text)
            connection.send_data()

    async def text(self) -> bytes | None:
        """The next text, in UTF-8 if the other side is honest; None when the line is closed."""
        return await self._connection.inbox.next()

    async def listen(self, take: Callable[[bytes], None]) -> None:
        """Hand every text to `take` at the moment when it comes, until the line is closed.

        Raises:
            Exception: what `take` raised; from then on nothing is handed on.
        """
        await self._connection.inbox.hand_on(take)

    async def close(self, code: int = NORMAL, reason: str = "") -> None:
        """Close; harmless when repeated."""
        await self._connection.close(code, reason)

    @property
    def close_code(self) -> int | None:
        """How it was closed; None while it is open."""
        return self._connection.close_code


@dataclass(frozen=True)
class Page:
    """An answer to somebody who wants no line."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Pages = Mapping[str, Callable[[str, Mapping[str, str]], Awaitable[Page]]]
"""By path: from method and headers to a page. They take time, so whoever asks for one is a stranger for longer."""

Admit = Callable[[str, Mapping[str, str]], tuple[HTTPStatus, str] | None]
"""Judges path and headers of a request: None lets it open a line, anything else is the answer."""

Attend = Callable[[Line], Awaitable[None]]


class Sockets:
    """A server of lines.

    Args:
        admit: before anything is done for a request.
        attend: to a line; it is closed when this returns.
        pages: that are answered beside.
    """

    def __init__(self, admit: Admit, attend: Attend, limits: Limits | None = None, pages: Pages | None = None) -> None:
        self._pages = pages or {}
        self._admit = admit
        self._attend = attend
        self.limits = limits or Limits()
        self._strangers: OrderedDict[ServerConnection, None] = OrderedDict()
        self.turned_away = 0

    @property
    def strangers(self) -> int:
        return len(self._strangers)

    async def open(self, host: str, port: int) -> Server:
        """Begin to listen."""
        return await serve(
            self._attended,  # type: ignore[arg-type]  # the connections are `_Counted`
            host,
            port,
            compression=None,
            create_connection=self._connection,  # type: ignore[arg-type]  # it calls what it is given
            process_request=self._judge,
            server_header=None,
            open_timeout=self.limits.handshake_s + (PAGE_WITHIN_S if self._pages else 0),
            ping_interval=None,  # fifty frames a second tell that the other side lives
            close_timeout=2,
            max_size=self.limits.message,
            backlog=4096,
        )

    def _connection(self, *args: Any, **options: Any) -> ServerConnection:
        return _Counted(self, *args, **options)

    async def _judge(self, connection: ServerConnection, request: Request) -> Response | None:
        page = self._pages.get(request.path)
        if page:
            return _response(connection, await page(request.method, request.headers))
        refused = self._admit(request.path, request.headers)
        if refused is None:
            return None
        response = connection.respond(*refused)
        if refused[1].startswith("{"):
            del response.headers["Content-Type"]
            response.headers["Content-Type"] = "application/json"
        return response

    async def _attended(self, connection: "_Counted") -> None:
        await self._attend(Line(connection, self.limits, lambda: self.left(connection)))

    def came(self, connection: ServerConnection) -> None:
        """Count a stranger, and let the one go that waits longest where they are too many."""
        self._strangers[connection] = None
        if len(self._strangers) > self.limits.strangers:
            oldest, _ = self._strangers.popitem(last=False)
            self.turned_away += 1
            oldest.transport.abort()

    def left(self, connection: ServerConnection) -> None:
        """Count it no more: it is known, or gone."""
        self._strangers.pop(connection, None)


def _response(connection: ServerConnection, page: Page) -> Response:
    response = connection.respond(page.status, "")
    for name, value in {"content-length": str(len(page.body)), **page.headers}.items():
        response.headers.pop(name, None)
        response.headers[name] = value
    response.body = page.body
    return response


class _Counted(ServerConnection):
    """A connection that is a stranger from its first moment, and hands on its texts without a queue of its own."""

    def __init__(self, sockets: Sockets, *args: Any, **options: Any) -> None:
        self._sockets = sockets
        self._parts: list[bytes] = []
        super().__init__(*args, **options)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.inbox = Inbox(self.transport)
        self._sockets.came(self)

    def process_event(self, event: Event) -> None:
        if not isinstance(event, Frame) or event.opcode not in DATA_OPCODES:
            super().process_event(event)
        elif event.opcode is Opcode.BINARY:
            self.inbox.end()
            self.protocol.fail(UNSUPPORTED, "text only")
            self.send_data()
        elif event.fin and not self._parts:
            self.inbox.put(bytes(event.data))
        else:
            self._assemble(event)

    def _assemble(self, part: Frame) -> None:
        """Of a text in several frames, whose order and length the protocol has checked."""
        self._parts.append(bytes(part.data))
        if part.fin:
            self.inbox.put(b"".join(self._parts))
            self._parts = []

    def connection_lost(self, error: Exception | None) -> None:
        self._sockets.left(self)
        self.inbox.end()
        super().connection_lost(error)
