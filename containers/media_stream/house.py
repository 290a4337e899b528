"""A process that takes calls: from its first moment to its drain."""

import asyncio
import json
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Metrics

from containers.media_stream.attendant import Attendant
from containers.media_stream.container import MEDIA_STREAM
from containers.media_stream.gate import Gate
from containers.media_stream.socket import Limits, Line, Pages, Sockets
from shared.core.log import log, log_unexpected
from shared.core.runtime.observed import NAMESPACE

HAND_OVER_S = 45.0
"""Calls go on in another process at the boundary of a turn, or after so long without one."""
SPARE_S = 15.0
"""Of the time that the platform gives, for what is stored after the last call."""
PROTECT_EVERY_S = 5.0
COUNT_EVERY_S = 30.0
RENEW_S = 3600.0
"""Protection lasts for two hours."""

Protect = Callable[[bool], Awaitable[None]]


class House:
    """A process.

    Args:
        protect: keeps the platform from ending this process while there are calls.
        beside: what else runs as long as the process.
        drain_s: from the signal to end to the end of the platform's patience.
        pages: that are answered beside calls.

    Attributes:
        port: where it listens, once it is `ready`.
    """

    def __init__(
        self,
        attendant: Attendant,
        gate: Gate,
        protect: Protect,
        limits: Limits | None = None,
        *,
        beside: Sequence[Callable[[], Coroutine[Any, Any, None]]] = (),
        drain_s: float = MEDIA_STREAM.drain,
        pages: Pages | None = None,
    ) -> None:
        self._attendant = attendant
        self._gate = gate
        self._protect = protect
        self._drain_s = drain_s
        self.sockets = Sockets(gate.admit, attendant.attend, limits, pages)
        self._beside = (self._keep, self._count, *beside)
        self._told_to_end = asyncio.Event()
        self.port = 0
        self.ready = asyncio.Event()

    async def run(self, host: str, port: int, *, inside: tuple[str, int] | None = None) -> None:
        """Take calls until told to end, and then until they have ended.

        Args:
            host: to listen on, with `port`.
            port: 0 for a free one.
            inside: host and port of the metrics, for this machine or network only.
        """
        async with AsyncExitStack() as stack:
            server = await stack.enter_async_context(await self.sockets.open(host, port))
            self.port = server.sockets[0].getsockname()[1]
            if inside:
                await stack.enter_async_context(await Sockets(self._tell, _nothing).open(*inside))
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.end)
            beside = [asyncio.create_task(work()) for work in self._beside]
            self.ready.set()
            log().info("ready", port=self.port)
            await self._told_to_end.wait()
            await self._drain()
            for task in beside:
                task.cancel()
        log().info("ended")

    def end(self) -> None:
        """Take no more calls, and end with the last."""
        self._gate.draining = True
        self._told_to_end.set()

    def metrics(self) -> Mapping[str, float]:
        """Numbers of this process."""
        return {
            "calls": len(self._attendant.calls),
            "strangers": self.sockets.strangers,
            "turned_away": self.sockets.turned_away,
            **self._attendant.figures.counts,
        }

    async def _drain(self) -> None:
        log().info("draining", calls=len(self._attendant.calls))
        hand_over_s = min(HAND_OVER_S, self._drain_s / 2)
        await self._empty(self._drain_s - hand_over_s - SPARE_S)
        for call in self._attendant.calls:
            call.clocks.hand_over_at_rest(hand_over_s)
        await self._empty(hand_over_s + SPARE_S / 3)

    async def _empty(self, seconds: float) -> None:
        """Wait until there is no call, but no longer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._attendant.empty.wait()

    async def _keep(self) -> None:
        """Protect the process while there are calls, and no longer."""
        protected_until = 0.0
        while True:
            await asyncio.sleep(PROTECT_EVERY_S)
            now = asyncio.get_running_loop().time()
            wanted = bool(self._attendant.calls)
            if wanted == (now < protected_until):
                continue
            try:
                await self._protect(wanted)
            except OSError as error:
                log_unexpected(error)
            else:
                protected_until = now + RENEW_S if wanted else 0.0

    async def _count(self) -> None:
        """Say how many calls there are, as the platform counts them to start more tasks."""
        while True:
            metrics = Metrics(namespace=NAMESPACE, service=MEDIA_STREAM.agent)
            metrics.add_metric(name=MEDIA_STREAM.busy, unit="Count", value=len(self._attendant.calls))
            metrics.flush_metrics()
            await asyncio.sleep(COUNT_EVERY_S)

    def _tell(self, path: str, _headers: Mapping[str, str]) -> tuple[HTTPStatus, str]:
        if path == "/metrics":
            return HTTPStatus.OK, json.dumps(self.metrics()) + "\n"
        return self._gate.health() if path == "/health" else (HTTPStatus.NOT_FOUND, "not found\n")


async def _nothing(_line: Line) -> None:
    """No line is opened where only questions are answered."""
