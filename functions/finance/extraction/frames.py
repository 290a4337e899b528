"""Messages over a pipe between two processes of ours: a length of four bytes, then that many bytes."""

import os
import select
import struct
import time

_LENGTH = struct.Struct(">I")
_CHUNK = 1 << 20


class BrokenFrameError(Exception):
    """The other side went away, or says more than it may."""


def write_frame(pipe: int, content: bytes) -> None:
    """Write one message. Raises BrokenPipeError if nobody reads any more."""
    left = memoryview(_LENGTH.pack(len(content)) + content)
    while left:
        left = left[os.write(pipe, left) :]


def read_frame(pipe: int, *, seconds: float | None, most: int) -> bytes:
    """Read one message.

    Args:
        pipe: its descriptor.
        seconds: how long to wait for its end; None waits for ever.
        most: how many bytes it may have.

    Raises:
        TimeoutError: it did not arrive in time.
        BrokenFrameError: the pipe ended before the message did, or the message is longer than `most`.
    """
    until = None if seconds is None else time.monotonic() + seconds
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size, until))
    if length > most:
        raise BrokenFrameError(f"a message of {length} bytes")
    return _exactly(pipe, length, until)


def _exactly(pipe: int, length: int, until: float | None) -> bytes:
    content = bytearray()
    while len(content) < length:
        _wait(pipe, until)
        chunk = os.read(pipe, min(_CHUNK, length - len(content)))
        if not chunk:
            raise BrokenFrameError("the pipe has ended")
        content += chunk
    return bytes(content)


def _wait(pipe: int, until: float | None) -> None:
    ready = select.poll()
    ready.register(pipe, select.POLLIN)
    milliseconds = None if until is None else max(0.0, (until - time.monotonic()) * 1000)
    if not ready.poll(milliseconds):
        raise TimeoutError
