"""Live updates over the WebSocket API, for as long as one likes."""

import json
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI
from websockets.sync.client import ClientConnection, connect

RENEW_EVERY = 600.0  # seconds; a token lives 15 minutes
LOOK_EVERY = 1.0
LONGEST_PAUSE = 15.0


class Watch:
    """Follows topics, through lost connections and expiring tokens.

    Args:
        url: of the WebSocket API.
        token: gives a fresh access token.
        topics: such as `lead:*`.
        tell: hears what the connection itself is doing.
    """

    def __init__(self, url: str, token: Callable[[], str], topics: Sequence[str], tell: Callable[[str], None]) -> None:
        self.url = url
        self.token = token
        self.topics = list(topics)
        self.tell = tell

    def events(self) -> Generator[dict[str, Any], None, None]:
        """Every message of the topics, for ever. After a lost connection it connects again, ever more slowly."""
        pause = 0.5
        while True:
            try:
                with connect(f"{self.url}?token={self.token()}", proxy=None, open_timeout=20) as connection:
                    self._subscribe(connection)
                    pause = 0.5
                    yield from self._messages(connection)
            except (ConnectionClosed, InvalidHandshake, OSError) as error:
                self.tell(f"not connected ({error}); trying again in {pause:.0f} s")
            except InvalidURI:
                raise
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _subscribe(self, connection: ClientConnection) -> None:
        connection.send(json.dumps({"action": "subscribe", "topics": self.topics}))

    def _messages(self, connection: ClientConnection) -> Iterator[dict[str, Any]]:
        renewed = time.monotonic()
        while True:
            try:
                message = json.loads(connection.recv(timeout=LOOK_EVERY))
            except TimeoutError:
                message = None
            if isinstance(message, dict):
                yield message
            if time.monotonic() - renewed > RENEW_EVERY:
                connection.send(json.dumps({"action": "renew", "token": self.token()}))
                renewed = time.monotonic()
