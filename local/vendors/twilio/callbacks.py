"""What the customer is told of a call as it goes on, in order, unless it is disturbed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from local.vendors.twilio.disturbances import Disturbance
from local.vendors.twilio.services import Services
from local.vendors.twilio.webhooks import Answer, Fields

Told = Callable[[str, Fields, Answer | None], None]


@dataclass(frozen=True)
class Notice:
    """Something to tell.

    Attributes:
        event: CallStatus or StreamEvent.
    """

    event: str
    url: str
    method: str
    fields: Fields


class Callbacks:
    """Those of one call.

    Args:
        to: the number that is called.
        auth_token: what they are signed with.
        told: hears of each that was sent, or not.
    """

    def __init__(self, services: Services, to: str, auth_token: str, told: Told) -> None:
        self.webhooks, self.disturbances, self.clock = services.webhooks, services.disturbances, services.clock
        self.to, self.auth_token, self.told = to, auth_token, told
        self._waiting: asyncio.Queue[Notice | None] = asyncio.Queue()
        self._held: list[Notice] = []
        self._late: list[asyncio.Task[None]] = []

    def tell(self, notice: Notice) -> None:
        """Tell something after what is told already."""
        self._waiting.put_nowait(notice)

    def end(self) -> None:
        """There is no more to tell."""
        self._waiting.put_nowait(None)

    async def run(self) -> None:
        """Tell all, until the end."""
        while notice := await self._waiting.get():
            await self._tell(notice, self.disturbances.take("callback", self.to, notice.event))
        await self._release()
        await asyncio.gather(*self._late)

    async def _tell(self, notice: Notice, disturbance: Disturbance | None) -> None:
        kind = disturbance.kind if disturbance else None
        if kind == "drop":
            self.told("dropped", notice.fields, None)
        elif kind == "reorder":
            self._held.append(notice)
        elif kind == "delay" and disturbance:
            self._late.append(asyncio.create_task(self._later(notice, disturbance.seconds)))
        else:
            await self._send(notice, self.auth_token if kind != "bad_signature" else "of somebody else")
            if kind == "duplicate":
                await self._send(notice, self.auth_token)
            await self._release()

    async def _release(self) -> None:
        """Tell what was held back, after its successor."""
        for notice in self._held:
            await self._send(notice, self.auth_token)
        self._held.clear()

    async def _later(self, notice: Notice, seconds: float) -> None:
        await self.clock.sleep(seconds)
        await self._send(notice, self.auth_token)

    async def _send(self, notice: Notice, auth_token: str) -> None:
        answer = await self.webhooks.send(notice.url, notice.method, notice.fields, auth_token)
        self.told("sent", notice.fields, answer)
