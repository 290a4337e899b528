"""The voice over its own HTTP: it is asked for the words of a ticket, which nobody else knows and which ends soon."""

from functools import cache
from http import HTTPStatus

import httpx

from shared.core.errors import Unavailable
from shared.core.log import log

TIMEOUT = 20.0  # seconds; a caller waits for 30 at most
PATH = "/preview"
ENGINE = "x-engine"
LARGEST = 4_000_000  # bytes: Lambda answers with 6 MB at most, in base64 a third more


class VoiceOverHttp:
    """The container that speaks in calls.

    Args:
        origin: of its socket, `wss://…`; its pages are beside it.
        timeout: seconds.
    """

    def __init__(self, origin: str, *, timeout: float = TIMEOUT) -> None:
        self.address = origin.replace("ws", "http", 1).rstrip("/") + PATH
        self.timeout = timeout

    def speak(self, ticket: str) -> tuple[bytes, str]:
        """Audio of what a ticket is for, as WAV, and the engine that spoke.

        Raises:
            Unavailable: the voice cannot be reached, or has no engine.
        """
        headers = {"authorization": f"Bearer {ticket}"}
        try:
            answer = _client().post(self.address, headers=headers, timeout=self.timeout)
        except httpx.TransportError as error:
            raise Unavailable("No engine of speech can be reached.") from error
        if answer.status_code != HTTPStatus.OK or len(answer.content) > LARGEST:
            log().warning("the voice speaks no preview", status=answer.status_code)
            raise Unavailable("No engine of speech can be reached.")
        return answer.content, answer.headers.get(ENGINE, "unknown")


@cache
def _client() -> httpx.Client:
    """Connections that stay with the process."""
    return httpx.Client(limits=httpx.Limits(max_connections=2), follow_redirects=False)
