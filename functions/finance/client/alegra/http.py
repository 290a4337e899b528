"""Requests to Alegra: who asks, how long, how often, and what an answer means."""

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from functools import cache
from http import HTTPStatus
from typing import Any, Protocol

import httpx

from functions.finance.domain.alegra.errors import (
    OutOfTimeError,
    RefusedError,
    RestingError,
    ThrottledError,
    UnansweredError,
    UnsentError,
)
from shared.core.circuit_breaker import CircuitOpen
from shared.core.log import log

TIMEOUT = 30.0  # seconds; Alegra's own advice
BUDGET = 120.0
SHORTEST = 1.0  # seconds that a request needs at least
ATTEMPTS = 3
PAUSE = 0.5  # seconds before a second attempt, twice as long before a third
LONGEST_WAIT = 10  # seconds that a call waits for the next minute's requests; beyond, whoever asked decides

_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class Circuit(Protocol):
    """See `shared.core.circuit_breaker.CircuitBreaker`."""

    def guard(self) -> AbstractContextManager[None]:
        """Around one call."""


class AlegraHttp:
    """Requests of one account.

    Args:
        base_url: ends in ``/api/v1``.
        email: of the account's user.
        token: of the user.
        circuit: to Alegra, shared by all accounts.
        timeout: seconds for one request.
        budget: seconds for all requests together, from now.
        sleep: waits.
    """

    def __init__(
        self,
        base_url: str,
        email: str,
        token: str,
        circuit: Circuit,
        *,
        timeout: float = TIMEOUT,
        budget: float = BUDGET,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.auth = httpx.BasicAuth(email, token)
        self.circuit = circuit
        self.timeout = timeout
        self.until = time.monotonic() + budget
        self.sleep = sleep

    def get(self, path: str, **query: str | int) -> Any:
        """Read; tried again where no answer came, because reading can be repeated.

        Raises:
            AlegraError: see `functions.finance.domain.alegra.errors`.
        """
        for attempt in range(1, ATTEMPTS):
            try:
                return self._send("GET", path, query=query)
            except ThrottledError as error:
                if error.retry_after > LONGEST_WAIT:
                    raise
                self.sleep(error.retry_after)
            except UnansweredError:
                self.sleep(PAUSE * 2 ** (attempt - 1))
        return self._send("GET", path, query=query)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Create, once: Alegra knows no idempotency key, so whoever asked must look before asking again.

        Raises:
            AlegraError: see `functions.finance.domain.alegra.errors`.
        """
        created = self._send("POST", path, body=body)
        if not isinstance(created, dict) or "id" not in created:
            raise UnansweredError("Alegra's answer names no id.")
        return created

    def _send(self, method: str, path: str, *, query: dict[str, Any] | None = None, body: Any = None) -> Any:
        timeout = self._time_left()
        try:
            with self.circuit.guard():
                return self._exchange(method, path, timeout, query=query, body=body)
        except CircuitOpen as error:
            raise RestingError(error.detail, retry_after=int(error.headers["Retry-After"])) from None

    def _exchange(self, method: str, path: str, timeout: float, *, query: dict[str, Any] | None, body: Any) -> Any:
        try:
            response = _client().request(
                method,
                f"{self.base_url}{path}",
                params=query,
                content=None if body is None else json.dumps(body, default=_number).encode(),
                headers={"content-type": "application/json", "accept": "application/json"},
                auth=self.auth,
                timeout=timeout,
            )
        except _UNSENT as error:
            raise UnsentError(f"Alegra cannot be reached: {type(error).__name__}.") from error
        except httpx.TransportError as error:
            raise UnansweredError(f"Alegra did not answer: {type(error).__name__}.") from error
        log().debug("alegra", method=method, path=path, status=response.status_code)
        return _read(response)

    def _time_left(self) -> float:
        """Seconds for the next request."""
        left = self.until - time.monotonic()
        if left < SHORTEST:
            raise OutOfTimeError("There was no time left to ask Alegra.", retry_after=1)
        return min(self.timeout, left)


def _read(response: httpx.Response) -> Any:
    """What an answer says.

    Raises:
        RefusedError, ThrottledError, UnansweredError: it says no, or nothing that can be read.
    """
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        seconds = _seconds(response.headers.get("x-rate-limit-reset"))
        raise ThrottledError(f"Alegra takes no more requests for {seconds} s.", retry_after=seconds)
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR and not _has_code(response):
        raise UnansweredError(f"Alegra answered {response.status_code}.")
    try:
        said = response.json()
    except ValueError:
        raise UnansweredError("Alegra's answer is no JSON.") from None
    if response.status_code >= HTTPStatus.MULTIPLE_CHOICES:
        code, message = _refusal(said, response.status_code)
        raise RefusedError(response.status_code, code, message)
    return said


def _has_code(response: httpx.Response) -> bool:
    """Whether a failure carries one of Alegra's own numbers: then it is an answer, whatever its status."""
    try:
        said = response.json()
    except ValueError:
        return False
    return isinstance(said, dict) and isinstance(said.get("code"), int) and said["code"] != response.status_code


def _refusal(said: Any, status: int) -> tuple[int, str]:
    found = said if isinstance(said, dict) else {}
    code = str(found.get("code", status))
    return int(code) if code.isdigit() else status, str(found.get("message", ""))[:500]


def _seconds(said: str | None) -> int:
    return max(1, int(said)) if said and said.isdigit() else 60  # a window of Alegra's is a minute


def _number(value: object) -> float:
    """An amount as JSON has numbers; two decimals come back as they were."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{value!r} is no JSON")


@cache
def _client() -> httpx.Client:
    """Connections that stay with the process."""
    return httpx.Client(limits=httpx.Limits(max_connections=4), follow_redirects=False)
