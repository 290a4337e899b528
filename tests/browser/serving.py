"""All routes on a free loopback port of this process, for a real browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from functions.gateway import app
from shared.core.function import PREFIX
from tests.loopback import hang_up


@contextmanager
def gateway_served(cloud: str) -> Iterator[str]:
    """The address of the API, ``http://127.0.0.1:…/api/v1``.

    Args:
        cloud: address of the services that it calls, to which no connection is left open.
    """
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    socket = config.bind_socket()

    def serve() -> None:
        server.run(sockets=[socket])
        hang_up(cloud)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}{PREFIX}"
    finally:
        server.should_exit = True
        thread.join()
        socket.close()
