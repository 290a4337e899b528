"""Requests to Twilio: who asks, how long, how often, and what an answer means."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from http import HTTPStatus
from typing import Any, Protocol

import httpx

from functions.calls.domain.carrier import RefusedError, RestingError, ThrottledError, UnansweredError, UnsentError
from shared.core.circuit_breaker import CircuitOpen
from shared.core.log import log

TIMEOUT = 15.0  # seconds
ATTEMPTS = 3
PAUSE = 0.5  # seconds before a second attempt, twice as long before a third
TOO_MANY = 20429  # Twilio's number for it

_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

Fields = Mapping[str, str | Sequence[str]]


class Circuit(Protocol):
    """See `shared.core.circuit_breaker.CircuitBreaker`."""

    def guard(self) -> AbstractContextManager[None]:
        """Around one call."""


class Answered(dict[str, Any]):
    """What Twilio said, and who said it: `twilio`, or `simulator`."""

    provider: str = "twilio"


class TwilioHttp:
    """Requests of one account.

    Args:
        base_url: of the API, without a path.
        account_sid: the account, who also signs in.
        auth_token: of the account.
        circuit: to Twilio, shared by all.
        timeout: seconds for one request.
        sleep: waits.
    """

    def __init__(
        self,
        base_url: str,
        account_sid: str,
        auth_token: str,
        circuit: Circuit,
        *,
        timeout: float = TIMEOUT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = f"{base_url.rstrip('/')}/2010-04-01/Accounts/{account_sid}"
        self.auth = httpx.BasicAuth(account_sid, auth_token)
        self.circuit = circuit
        self.timeout = timeout
        self.sleep = sleep

    def get(self, path: str, **query: str) -> Answered:
        """Read; tried again where no answer came, because reading can be repeated.

        Raises:
            CarrierError: see `functions.calls.domain.carrier`.
        """
        for attempt in range(ATTEMPTS - 1):
            try:
                return self._send("GET", path, query=query)
            except (UnansweredError, UnsentError):
                self.sleep(PAUSE * 2**attempt)
        return self._send("GET", path, query=query)

    def post(self, path: str, fields: Fields) -> Answered:
        """Create or change, once: Twilio knows no idempotency key, so whoever asked must look before asking again.

        Raises:
            CarrierError: see `functions.calls.domain.carrier`.
        """
        return self._send("POST", path, fields=fields)

    def delete(self, path: str) -> None:
        """Remove; what is gone is removed. Tried again where no answer came, because that can be repeated.

        Raises:
            CarrierError: see `functions.calls.domain.carrier`.
        """
        for attempt in range(ATTEMPTS):
            try:
                self._send("DELETE", path)
            except RefusedError as error:
                if error.status != HTTPStatus.NOT_FOUND:
                    raise
            except (UnansweredError, UnsentError):
                if attempt == ATTEMPTS - 1:
                    raise
                self.sleep(PAUSE * 2**attempt)
                continue
            return

    def _send(
        self, method: str, path: str, *, query: Mapping[str, str] | None = None, fields: Fields | None = None
    ) -> Answered:
        try:
            with self.circuit.guard():
                return self._exchange(method, path, query, fields)
        except CircuitOpen as error:
            raise RestingError(error.detail, retry_after=int(error.headers["Retry-After"])) from None

    def _exchange(self, method: str, path: str, query: Mapping[str, str] | None, fields: Fields | None) -> Answered:
        try:
            response = _client().request(
                method,
                f"{self.address}{path}.json",
                params=query,
                data=fields,
                auth=self.auth,
                timeout=self.timeout,
            )
        except _UNSENT as error:
            raise UnsentError(f"Twilio cannot be reached: {type(error).__name__}.") from error
        except httpx.TransportError as error:
            raise UnansweredError(f"Twilio did not answer: {type(error).__name__}.") from error
        log().debug("twilio", method=method, status=response.status_code)
        return _read(response)


def _read(response: httpx.Response) -> Answered:
    """What an answer says.

    Raises:
        RefusedError, ThrottledError, UnansweredError: it says no, or nothing that can be read.
    """
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise UnansweredError(f"Twilio answered {response.status_code}.")
    if response.status_code == HTTPStatus.NO_CONTENT:
        return Answered()
    try:
        said = response.json()
    except ValueError:
        raise UnansweredError("Twilio's answer is no JSON.") from None
    if not isinstance(said, dict):
        raise UnansweredError("Twilio's answer is no object.")
    if response.status_code >= HTTPStatus.MULTIPLE_CHOICES:
        raise _refusal(response, said)
    answered = Answered(said)
    answered.provider = response.headers.get("x-provider", "twilio")
    return answered


def _refusal(response: httpx.Response, said: dict[str, Any]) -> RefusedError | ThrottledError:
    number = said.get("code")
    code = number if isinstance(number, int) else response.status_code
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS or code == TOO_MANY:
        seconds = response.headers.get("retry-after", "1")
        return ThrottledError("Twilio takes no more for now.", retry_after=int(seconds) if seconds.isdigit() else 1)
    return RefusedError(response.status_code, code, str(said.get("message", ""))[:500])


@cache
def _client() -> httpx.Client:
    """Connections that stay with the process."""
    return httpx.Client(limits=httpx.Limits(max_connections=4), follow_redirects=False)
