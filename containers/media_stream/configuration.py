"""What the program is told by its environment, read once when it starts."""

import os
import resource
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """Of a process.

    Attributes:
        origin: the public one, as the carrier connects: what it signs.
        inside: port of the metrics on this machine; 0 for none.
        room: calls at a time.
        strangers: connections without a token, at a time.
        drain_s: to finish in, when told to end.
        agent_uri: of ECS, empty elsewhere.
    """

    host: str
    port: int
    origin: str
    inside: int
    room: int
    strangers: int
    drain_s: float
    agent_uri: str

    @classmethod
    def read(cls) -> "Configuration":
        """From the environment."""
        told = os.environ.get
        port = int(told("PORT", "8765"))
        return cls(
            host=told("BIND_HOST", "0.0.0.0"),  # noqa: S104 - a container is reached from outside
            port=port,
            origin=told("PUBLIC_ORIGIN", f"ws://127.0.0.1:{port}"),
            inside=int(told("METRICS_PORT", "0")),
            room=int(told("MOST_CALLS", "150")),
            strangers=int(told("MOST_STRANGERS", "512")),
            drain_s=float(told("DRAIN_SECONDS", "120")),
            agent_uri=told("ECS_AGENT_URI", ""),
        )


def allow_many_files() -> None:
    """A connection is a file: as many as the system lets us have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
