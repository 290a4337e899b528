"""What simulated vendors of speech have in common: refusals before the upgrade, and how a connection goes wrong.

``PUT /_simulator/behaviour`` with ``{"silent": true}``: connections are taken, and nothing is said on them any more;
``{"hangs_up_after": 3}``: every connection is cut after so many messages. ``{}`` is as ever.
"""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.websockets import WebSocket

from local.vendors.simulation import ADMIN, MARK

API_KEY = "test"
"""The one key that there is."""


class Behaviour(BaseModel):
    """How connections go wrong from now on."""

    model_config = ConfigDict(extra="forbid")

    silent: bool = False
    hangs_up_after: int | None = Field(default=None, ge=0)


class Line:
    """What is told to a vendor, and how it behaves.

    Attributes:
        opened: how many connections there were.
        told: the text messages of all of them.
    """

    def __init__(self) -> None:
        self.behaviour = Behaviour()
        self.opened = 0
        self.told: list[dict[str, Any]] = []

    def route(self) -> Route:
        """Where its behaviour is set, and what it was told is read."""
        return Route(f"{ADMIN}/behaviour", self._administer, methods=["GET", "PUT"])

    async def _administer(self, request: Request) -> Response:
        if request.method == "PUT":
            try:
                self.behaviour = Behaviour.model_validate(json.loads(await request.body()))
            except (ValidationError, ValueError) as error:
                return JSONResponse({"message": str(error)}, 422)
            self.told.clear()
        return JSONResponse({**self.behaviour.model_dump(), "opened": self.opened, "told": self.told})

    async def accept(self, socket: WebSocket, *headers: tuple[bytes, bytes]) -> None:
        """Take a connection."""
        self.opened += 1
        await socket.accept(headers=[MARK, *headers])

    def cuts(self, messages: int) -> bool:
        """Whether a connection is cut after that many messages."""
        return self.behaviour.hangs_up_after is not None and messages >= self.behaviour.hangs_up_after


async def refuse(socket: WebSocket, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
    """Answer in place of an upgrade."""
    await socket.send_denial_response(JSONResponse(body, status, {"x-provider": "simulator", **(headers or {})}))
