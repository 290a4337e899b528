"""Ports that stay the same from one start to the next, so that addresses in people's notes stay true."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from local.cli.errors import PortTaken
from local.process import PortTakenError, claim_port, port_holder

FIRST, COUNT = 14_600, 2_000
"""Below the ports that systems hand out by themselves, so that none is lent to an outgoing connection meanwhile."""

HIGHEST = 65_535


class Ports:
    """The ports of one cloud, by the name of who listens there."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def known(self, name: str) -> int | None:
        """The port that `name` was given last."""
        return self._read().get(name)

    def remember(self, name: str, port: int) -> int:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps({**self._read(), name: port}, indent=2) + "\n")
        return port

    def choose(self, name: str) -> int:
        """The port that `name` had last if it is free, else a free one; remembered."""
        known = self.known(name)
        candidates = [known] if known else []
        for port in [*candidates, *self._candidates(name)]:
            if is_free(port):
                return self.remember(name, port)
        raise PortTaken(f"There is no free port for {name} between {FIRST} and {FIRST + COUNT}.")

    def _candidates(self, name: str) -> Iterator[int]:
        """Every port of the range, beginning somewhere else for every cloud, so that two rarely want the same one."""
        digest = hashlib.sha256(f"{self.file.resolve()} {name}".encode()).digest()
        begin = int.from_bytes(digest[:4], "big")
        return (FIRST + (begin + step) % COUNT for step in range(COUNT))

    def _read(self) -> dict[str, int]:
        try:
            ports: dict[str, int] = json.loads(self.file.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return ports


def is_free(port: int) -> bool:
    """Whether a program of ours could listen on a loopback port."""
    try:
        claim_port(port, "astramech")
    except PortTakenError:
        return False
    return True


def require_free(port: int, wanted_by: str) -> None:
    """Check that a program of ours can listen on a loopback port.

    Raises:
        PortTaken: it cannot; the message says who does.
    """
    if is_free(port):
        return
    holder = port_holder(port) or "another program"
    raise PortTaken(
        f"Port {port}, which {wanted_by} needs, is taken by {holder}.",
        advice=f"End that program, or choose another port: astramech up --port {min(port + 1, HIGHEST)}",
    )
