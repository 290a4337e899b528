"""Both sides of a call as a stereo WAV of mu-law: the prospect left, we right, each where it was heard.

What is a second old goes to a file without a name on this machine's (encrypted) disk, and from there to the store in
parts; the first part is sent last, for it begins with the header that tells the length. Nothing grows in memory.
"""

import asyncio
import os
import struct
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Protocol

import numpy as np

from containers.media_stream.ports import SAMPLE_RATE

PART_BYTES = 5 * 2**20
"""The least that S3 takes as a part that is not the last."""
_SETTLED_MS = 1000
"""After so long nothing changes any more: audio has arrived, and cannot be cleared."""
_HEADER_BYTES = 58
_SILENCE = 0xFF
_MS = SAMPLE_RATE // 1000


class Uploading(Protocol):
    """An object on its way into the store, part by part. Its methods may wait; they run on threads."""

    def put(self, number: int, body: bytes) -> None:
        """Send part `number`, from 1; all but the last have `PART_BYTES`."""

    def complete(self) -> None:
        """Make the parts an object."""

    def abandon(self) -> None:
        """Forget the parts, and the object if it was completed."""


class Track:
    """One side: samples from a moment on."""

    def __init__(self) -> None:
        self.audio = bytearray()

    def place(self, frame: bytes, offset: int) -> None:
        """Write a frame at an offset; between what is there and the frame it was silent."""
        if offset < 0:
            frame, offset = frame[-offset:], 0
        if offset > len(self.audio):
            self.audio += bytes((_SILENCE,)) * (offset - len(self.audio))
        self.audio[offset : offset + len(frame)] = frame

    def take(self, samples: int) -> bytes:
        """The first samples, which go."""
        taken = bytes(self.audio[:samples]).ljust(samples, bytes((_SILENCE,)))
        del self.audio[:samples]
        return taken


class Recording:
    """Of one call. Times are milliseconds since the stream began.

    Args:
        threads: on which parts are read and sent; few, for each part is in memory while it is sent.
    """

    def __init__(self, uploading: Uploading, threads: Executor) -> None:
        self._uploading: Uploading | None = uploading
        self._threads = threads
        self._spool = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as the call
        self._prospect = Track()
        self._ours = Track()
        self._from_ms = 0
        self._sent = 1
        self._bytes = _HEADER_BYTES
        self._sending: asyncio.Task[None] | None = None
        self._spool.write(bytes(_HEADER_BYTES))

    @property
    def active(self) -> bool:
        return self._uploading is not None

    def heard(self, frame: bytes, at_ms: int) -> None:
        """20 ms of the prospect that begin at a time."""
        if self._uploading and at_ms < self._from_ms + 60_000:
            self._prospect.place(frame, (at_ms - self._from_ms) * _MS)
            self._settle(at_ms - _SETTLED_MS)

    def said(self, frame: bytes, at_ms: int) -> None:
        """20 ms of ours that are heard from a time on."""
        if self._uploading:
            self._ours.place(frame, (at_ms - self._from_ms) * _MS)

    def cleared(self, at_ms: int) -> None:
        """From now on nothing of what was sent is heard."""
        del self._ours.audio[max(at_ms - self._from_ms, 0) * _MS :]

    async def finish(self) -> bool:
        """Store it; whether it is stored.

        Raises:
            Unavailable: the store does not answer; the parts are forgotten.
        """
        if not self._uploading:
            return False
        length = max(len(self._prospect.audio), len(self._ours.audio))
        self._write(length)
        uploading, self._uploading = self._uploading, None
        try:
            if self._sending:
                await self._sending
            await self._on_thread(self._send_rest, uploading)
        except BaseException:
            await asyncio.shield(self._on_thread(uploading.abandon))
            raise
        finally:
            self._spool.close()
        return True

    async def drop(self) -> None:
        """Stop, and delete what there is; harmless when repeated."""
        uploading, self._uploading = self._uploading, None
        if not uploading:
            return
        self._prospect, self._ours = Track(), Track()
        if self._sending:
            await asyncio.wait((self._sending,))
        self._spool.close()
        await self._on_thread(uploading.abandon)

    def _settle(self, until_ms: int) -> None:
        """Move what nothing changes any more to the disk, a second at a time."""
        if until_ms - self._from_ms < _SETTLED_MS:
            return
        self._write((until_ms - self._from_ms) * _MS)
        self._from_ms = until_ms
        if self._sending is None and self._bytes >= (self._sent + 1) * PART_BYTES:
            self._sending = asyncio.create_task(self._send_next())

    def _write(self, samples: int) -> None:
        stereo = np.empty((samples, 2), np.uint8)
        stereo[:, 0] = np.frombuffer(self._prospect.take(samples), np.uint8)
        stereo[:, 1] = np.frombuffer(self._ours.take(samples), np.uint8)
        self._spool.write(stereo.tobytes())
        self._bytes += stereo.size

    async def _send_next(self) -> None:
        """Send the next full part, from the second on."""
        if self._uploading:
            await self._on_thread(self._send, self._uploading, self._sent)
            self._sent += 1
        self._sending = None

    def _send_rest(self, uploading: Uploading) -> None:
        while self._sent * PART_BYTES < self._bytes:
            self._send(uploading, self._sent)
            self._sent += 1
        os.pwrite(self._spool.fileno(), header(self._bytes - _HEADER_BYTES), 0)
        self._send(uploading, 0)
        uploading.complete()

    def _send(self, uploading: Uploading, index: int) -> None:
        uploading.put(index + 1, os.pread(self._spool.fileno(), PART_BYTES, index * PART_BYTES))

    def _on_thread(self, work: Callable[..., None], *args: object) -> asyncio.Future[None]:
        return asyncio.get_running_loop().run_in_executor(self._threads, work, *args)


def header(size: int) -> bytes:
    """Of a WAV file with so many bytes of stereo mu-law."""
    form = struct.pack("<HHIIHHH", 7, 2, SAMPLE_RATE, 2 * SAMPLE_RATE, 2, 8, 0)
    fact = struct.pack("<4sII", b"fact", 4, size // 2)
    chunks = struct.pack("<4sI", b"fmt ", len(form)) + form + fact + struct.pack("<4sI", b"data", size)
    return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks) + size, b"WAVE") + chunks
