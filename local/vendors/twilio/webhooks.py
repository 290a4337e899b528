"""Requests to the customer: signed, with Twilio's limits of time, and never to another machine."""

import asyncio
import base64
import contextlib
import hashlib
import hmac
import ipaddress
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit

import httpx

from local.vendors.twilio.errors import HTTP_FAILURE

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS, RETRIES = 5.0, 15.0, 15.0, 1
AGENT = {"User-Agent": "TwilioProxy/1.1 (simulator)", "X-Provider": "simulator"}

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes:
        status: of HTTP; None if nothing came.
        error: Twilio's number of what went wrong.
    """

    status: int | None
    text: str = ""
    content_type: str = ""
    error: int | None = None
    detail: str = ""
    tries: int = 1

    @property
    def is_good(self) -> bool:
        return self.error is None


def signature(auth_token: str, url: str, fields: Iterable[tuple[str, str]] = ()) -> str:
    """`X-Twilio-Signature`: HMAC-SHA1 over the address as it is and the sorted fields, names and values.

    Source: twilio.com/docs/usage/security
    """
    text = url + "".join(f"{name}{value}" for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.new(auth_token.encode(), text.encode(), hashlib.sha1).digest()).decode()


async def is_here(url: str) -> bool:
    """Whether an address is one of this machine: the simulator speaks to nobody else."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(ipaddress.ip_address(address[0]).is_loopback for *_, address in found)


class Webhooks:
    """The sender of all."""

    def __init__(self) -> None:
        self.client = httpx.AsyncClient(trust_env=False, headers=AGENT)

    async def close(self) -> None:
        await self.client.aclose()

    async def send(self, url: str, method: str, fields: Fields, auth_token: str) -> Answer:
        """Ask the customer, again if there was no connection; GET carries the fields in the query."""
        address, overrides = _overrides(url)
        if not await is_here(address):
            return Answer(None, error=HTTP_FAILURE, detail=f"{address} is not on this machine, and not asked")
        if method == "GET":
            address = f"{address}{'&' if '?' in address else '?'}{urlencode(fields)}"
        signed = signature(auth_token, address, fields.items() if method == "POST" else ())
        body = dict(fields) if method == "POST" else None
        request = self.client.build_request(method, address, data=body, headers={"X-Twilio-Signature": signed})
        answer = Answer(None)
        for attempt in range(1, overrides.retries + 2):
            answer = replace(await self._try(request, overrides), tries=attempt)
            if answer.status is not None or answer.detail == "timeout":
                break
        return answer

    async def _try(self, request: httpx.Request, overrides: "Overrides") -> Answer:
        request.extensions["timeout"] = httpx.Timeout(overrides.read, connect=overrides.connect).as_dict()
        try:
            async with asyncio.timeout(overrides.total):
                found = await self.client.send(request)
        except (TimeoutError, httpx.ReadTimeout):
            return Answer(None, error=HTTP_FAILURE, detail="timeout")
        except httpx.HTTPError as error:
            return Answer(None, error=HTTP_FAILURE, detail=type(error).__name__)
        failed = None if found.is_success else HTTP_FAILURE
        kind = found.headers.get("content-type", "").partition(";")[0].strip()
        return Answer(found.status_code, found.text, kind, failed)


@dataclass(frozen=True)
class Overrides:
    """What the fragment of an address changes: ``#rc=2&ct=1000``, times in milliseconds there, in seconds here."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    total: float = TOTAL_SECONDS
    retries: int = RETRIES


def _overrides(url: str) -> tuple[str, Overrides]:
    address, fragment = urldefrag(url)
    said: dict[str, float] = {}
    names = {"ct": "connect", "rt": "read", "tt": "total"}
    for name, value in parse_qsl(fragment):
        with contextlib.suppress(ValueError):
            if name in names:
                said[names[name]] = min(15.0, max(0.1, int(value) / 1000))
    counts = [int(value) for name, value in parse_qsl(fragment) if name == "rc" and value.isdigit()]
    return address, Overrides(**said, retries=min(5, counts[0]) if counts else RETRIES)
