"""A simulated vendor on a free loopback port of this process, and the switch of its faults."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn

from local.vendors import vendors
from local.vendors.simulation import ADMIN, simulated


@dataclass(frozen=True)
class Served:
    """A vendor that runs.

    Attributes:
        root: its address.
        url: what the product takes for the vendor's base address.
    """

    root: str
    url: str

    def fail(self, **fault: Any) -> None:
        """Set a fault of `local.vendors.simulation.Fault`."""
        httpx.post(f"{self.root}{ADMIN}/faults", json=fault).raise_for_status()

    def recover(self) -> None:
        httpx.delete(f"{self.root}{ADMIN}/faults").raise_for_status()

    def administer(self, method: str, path: str, **body: Any) -> Any:
        return httpx.request(method, f"{self.root}{ADMIN}/{path}", json=body).raise_for_status().json()


@contextmanager
def served(name: str) -> Iterator[Served]:
    """A vendor that remembers nothing afterwards."""
    vendor = vendors()[name]
    app = simulated(vendor.app(None))
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", ws="websockets-sansio")
    server = uvicorn.Server(config)
    socket = config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    root = f"http://127.0.0.1:{socket.getsockname()[1]}"
    try:
        yield Served(root, f"{root}{vendor.path}")
    finally:
        server.should_exit = True
        thread.join()
        socket.close()
