"""Live updates survive a lost connection."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from websockets.sync.server import ServerConnection, serve

from local.cli.watching import Watch


class LiveServer:
    """A WebSocket API that sends one event on every subscription and then hangs up."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.subscriptions: list[dict[str, object]] = []

    def __call__(self, connection: ServerConnection) -> None:
        assert connection.request
        self.paths.append(connection.request.path)
        self.subscriptions.append(json.loads(connection.recv()))
        connection.send(json.dumps({"topic": "lead:7:scored", "number": len(self.subscriptions)}))

    @contextmanager
    def running(self) -> Iterator[str]:
        with serve(self, "127.0.0.1", 0) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}/live"
            finally:
                server.shutdown()
                thread.join()


def test_it_connects_again_with_a_fresh_token_and_subscribes_again() -> None:
    live, said = LiveServer(), list[str]()
    tokens = iter(["one", "two", "three"])
    with live.running() as url:
        events = Watch(url, lambda: next(tokens), ["lead:*", "task:*"], said.append).events()
        first, second = next(events), next(events)
        events.close()
    assert (first["number"], second["number"]) == (1, 2)
    assert live.paths == ["/live?token=one", "/live?token=two"]
    assert live.subscriptions == [{"action": "subscribe", "topics": ["lead:*", "task:*"]}] * 2
    assert "trying again" in said[0]
