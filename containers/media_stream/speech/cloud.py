"""What the clients of cloud engines share: how they reach a vendor, and what they say when they do not."""

import logging
from collections.abc import Mapping

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException

from containers.media_stream.ports import EngineDown

CONNECT_SECONDS = 1.5
"""After which an engine counts as silent."""

_QUIET = logging.Logger("wire", logging.CRITICAL)  # noqa: LOG001 - one that no configuration finds
"""At its most talkative the library logs headers, and keys are in them."""


async def reach(vendor: str, url: str, headers: Mapping[str, str]) -> ClientConnection:
    """A connection to a vendor.

    Raises:
        EngineDown: it refuses, or does not answer in time; the message has no key in it.
    """
    try:
        return await connect(
            url,
            additional_headers=headers,
            open_timeout=CONNECT_SECONDS,
            close_timeout=CONNECT_SECONDS,
            compression=None,
            logger=_QUIET,
            proxy=None,
            max_queue=256,
        )
    except InvalidStatus as error:
        raise EngineDown(f"{vendor} refuses with {error.response.status_code}") from None
    except (OSError, TimeoutError, WebSocketException) as error:
        raise EngineDown(f"{vendor} is not reached: {type(error).__name__}") from None


def socket_url(base_url: str) -> str:
    """The address of sockets under a base address, which may be written as http."""
    return base_url.replace("http", "ws", 1).rstrip("/")
