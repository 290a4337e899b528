"""Posts to connections of the WebSocket API."""

import time
import urllib.parse
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from http import HTTPStatus

from shared.core.aws import send
from shared.core.errors import Problem
from shared.core.log import log

AT_ONCE = 8
BUDGET = 40.0  # seconds for all connections together


class ManagedSockets:
    """The connections of the WebSocket API at `url`.

    Args:
        url: where API Gateway manages connections, without ``/@connections``.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def send(self, connection_ids: Collection[str], message: bytes) -> set[str]:
        until = time.monotonic() + BUDGET
        statuses = list(_pool().map(lambda connection: self._post(connection, message, until), connection_ids))
        failed = [status for status in statuses if status not in {HTTPStatus.OK, HTTPStatus.GONE}]
        if failed:
            log().warning("connections not reached", failed=len(failed), of=len(statuses), first=failed[0])
        found = zip(connection_ids, statuses, strict=True)
        return {connection for connection, status in found if status == HTTPStatus.GONE}

    def _post(self, connection_id: str, message: bytes, until: float) -> int:
        """The status of the answer; 503 for none, 504 when the time for all is out."""
        if time.monotonic() > until:
            return HTTPStatus.GATEWAY_TIMEOUT
        url = f"{self.url}/@connections/{urllib.parse.quote(connection_id, safe='')}"
        headers = {"content-type": "application/json"}
        try:
            return send("POST", url, headers=headers, body=message, signing_name="execute-api")[0]
        except Problem as problem:
            return problem.status


@cache
def _pool() -> ThreadPoolExecutor:
    """Threads that stay with the process, and with them their connections to API Gateway."""
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="sockets")
