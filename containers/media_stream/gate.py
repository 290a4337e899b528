"""Who may open a line: the right path, signed by Twilio for our public address, and there is room."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus

from containers.media_stream.attendant import Attendant
from containers.media_stream.signing import Signatures

PATH = "/streams/twilio"
HEALTH = "/health"
Refusal = tuple[HTTPStatus, str]


class Gate:
    """Judges requests before anything is done for them.

    Args:
        signatures: whether a request is the carrier's.
        origin: the public one, such as `wss://calls.example.com`, whatever a load balancer makes of it.
        room: calls at a time.
        about: what else health says.
        well: whether what calls need on this machine runs.

    Attributes:
        draining: nobody new is let in, and health says so.
    """

    def __init__(
        self,
        attendant: Attendant,
        *,
        signatures: Signatures,
        origin: str,
        room: int,
        about: Mapping[str, object],
        well: Callable[[], bool] = lambda: True,
    ) -> None:
        self._attendant = attendant
        self._signatures = signatures
        self._url = origin.rstrip("/") + PATH
        self._room = room
        self._about = about
        self._well = well
        self.draining = False

    def admit(self, path: str, headers: Mapping[str, str]) -> Refusal | None:
        """None lets in."""
        if path == HEALTH:
            return self.health()
        if path != PATH:
            return HTTPStatus.NOT_FOUND, "not found\n"
        if not self._signatures.configured:
            return HTTPStatus.SERVICE_UNAVAILABLE, "integration not configured\n"
        if not self._signatures.valid(self._url, headers.get("X-Twilio-Signature", "")):
            return HTTPStatus.FORBIDDEN, "not signed\n"
        if self.draining or len(self._attendant.calls) >= self._room:
            return HTTPStatus.SERVICE_UNAVAILABLE, "no room\n"
        return None

    def health(self) -> Refusal:
        """Whether calls may be sent here."""
        state = "draining" if self.draining else "healthy" if self._well() else "unhealthy"
        status = HTTPStatus.OK if state == "healthy" else HTTPStatus.SERVICE_UNAVAILABLE
        told = {
            "status": state,
            "calls": len(self._attendant.calls),
            "room": self._room,
            "twilio": "configured" if self._signatures.configured else "not configured",
            **self._about,
        }
        return status, json.dumps(told) + "\n"
