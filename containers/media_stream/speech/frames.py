"""What an engine's process and its owner say to each other: two lengths, a JSON header, a body of bytes."""

import asyncio
import json
import struct
from collections.abc import Callable
from typing import Any, BinaryIO

Header = dict[str, Any]
Message = tuple[Header, bytes]
Answer = Callable[[Message], Message]
"""What an engine is to its process."""

_LENGTHS = struct.Struct(">II")


def packed(header: Header, body: bytes = b"") -> bytes:
    """A message as it is sent."""
    told = json.dumps(header).encode()
    return _LENGTHS.pack(len(told), len(body)) + told + body


async def receive(stream: asyncio.StreamReader) -> Message:
    """The next message.

    Raises:
        IncompleteReadError: there will be none: the other end is gone.
    """
    header, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    return json.loads(await stream.readexactly(header)), await stream.readexactly(body)


def read(stream: BinaryIO) -> Message | None:
    """The next message, waited for; None when the other end is gone."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    header, body = _LENGTHS.unpack(lengths)
    return json.loads(stream.read(header)), stream.read(body)
