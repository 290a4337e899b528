"""`<Connect><Stream>`: which addresses may be streamed to, and the signed request to open a connection."""

import asyncio
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidURI

from local.vendors.twilio import errors
from local.vendors.twilio.webhooks import AGENT, is_here, signature

CONNECT_SECONDS = 5.0
MOST_BYTES = 1 << 20


class StreamRefused(Exception):  # noqa: N818 - what it is
    """A stream that does not come about.

    Args:
        code: Twilio's number.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


async def open_stream(url: str, auth_token: str) -> ClientConnection:
    """Connect to the customer's server.

    Twilio knows `wss` only. This simulator takes `ws` too, if the address is one of this machine, and no address of
    another machine at all.

    Raises:
        StreamRefused: the address is none for a stream, or nobody takes it.
    """
    await _check(url)
    headers = {"X-Twilio-Signature": signature(auth_token, url), "X-Provider": AGENT["X-Provider"]}
    try:
        return await connect(
            url,
            additional_headers=headers,
            user_agent_header=AGENT["User-Agent"],
            compression=None,
            open_timeout=CONNECT_SECONDS,
            ping_interval=None,
            max_size=MOST_BYTES,
            close_timeout=1,
            proxy=None,
        )
    except (InvalidHandshake, InvalidURI) as error:
        raise StreamRefused(errors.STREAM_HANDSHAKE, str(error)) from None
    except TimeoutError:
        raise StreamRefused(errors.STREAM_TIMEOUT, "no answer") from None
    except (OSError, asyncio.IncompleteReadError, EOFError) as error:
        raise StreamRefused(errors.STREAM_REFUSED, str(error)) from None


async def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"ws", "wss"} or not parts.hostname:
        raise StreamRefused(errors.STREAM_SCHEME, f"{parts.scheme} is no scheme of a stream")
    if parts.query or "?" in url:
        raise StreamRefused(errors.STREAM_HANDSHAKE, "the address of a stream has no query; use <Parameter>")
    if await is_here(url):
        return
    if parts.scheme == "ws":
        raise StreamRefused(errors.STREAM_SCHEME, "wss is expected")
    raise StreamRefused(errors.STREAM_TIMEOUT, "not on this machine, and not asked")
