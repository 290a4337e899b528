"""What every simulated vendor has around it: it says what it is, answers whether it is there, and fails when told to.

Under ``/_simulator``: ``GET health``, ``GET|POST|DELETE faults``. A fault is
``{"method": "POST", "path": "/bills", "when": "before", "kind": "status", "status": 503, "times": 1}``:

* ``when``: ``before`` the vendor has done anything; ``after`` it has done all, in place of its answer; ``during``: it
  has done all, and its answer breaks off in the middle;
* ``kind``: ``status`` (with ``status`` and an optional JSON ``body``), ``reset`` (no answer), ``malformed`` (200 and
  no JSON), ``slow`` (``seconds`` late, else as ever);
* ``times``: so many requests; ``method`` and ``path`` (a part of it) limit it to some.
"""

import asyncio
import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ADMIN = "/_simulator"
MARK = (b"x-provider", b"simulator")


class Fault(BaseModel):
    """Something that goes wrong, a number of times."""

    model_config = ConfigDict(extra="forbid")

    when: Literal["before", "during", "after"] = "before"
    kind: Literal["status", "reset", "malformed", "slow"]
    method: str | None = None
    path: str = ""
    times: int = Field(default=1, ge=1)
    status: int = Field(default=500, ge=400, le=599)
    body: dict[str, Any] = {}
    headers: dict[str, str] = {}
    seconds: float = Field(default=0, ge=0, le=600)


class Simulation:
    """A vendor with its fault switch.

    Args:
        app: the vendor.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.faults: list[Fault] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] in {f"{ADMIN}/health", f"{ADMIN}/faults"}:
            await (await self._administer(Request(scope, receive)))(scope, receive, _marked(send))
        else:
            await self._serve(scope, receive, _marked(send))

    async def _administer(self, request: Request) -> Response:
        if request.url.path.endswith("/health"):
            return JSONResponse({"status": "healthy", "provider": "simulator"})
        if request.method == "DELETE":
            self.faults.clear()
        if request.method == "POST":
            try:
                self.faults.append(Fault.model_validate(json.loads(await request.body())))
            except (ValidationError, ValueError) as error:
                return JSONResponse({"message": str(error)}, 422)
        return JSONResponse(TypeAdapter(list[Fault]).dump_python(self.faults, mode="json"))

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        fault = self._next_fault(scope)
        if fault and fault.kind == "slow":
            receive = await _received(receive)
            await asyncio.sleep(fault.seconds if fault.when == "before" else 0)
            await self.app(scope, receive, _late(send, fault.seconds if fault.when != "before" else 0))
        elif fault and fault.when == "before":
            await _fail(fault, scope, receive, send)
        elif fault and fault.when == "during":
            await self.app(scope, receive, _broken_off(send, receive))
        elif fault:
            await self.app(scope, receive, _swallow)
            await _fail(fault, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _next_fault(self, scope: Scope) -> Fault | None:
        for fault in self.faults:
            if fault.method in {None, scope["method"]} and fault.path in scope["path"]:
                fault.times -= 1
                self.faults[:] = [one for one in self.faults if one.times]
                return fault
        return None


def simulated(app: ASGIApp) -> Simulation:
    """A vendor as it is served."""
    return Simulation(app)


async def _received(receive: Receive) -> Receive:
    """The request, read to its end: it is worked on though whoever sent it has given up meanwhile."""
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())

    async def replay() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    return replay


async def _fail(fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
    if fault.kind == "reset":
        hang_up(receive)
    elif fault.kind == "malformed":
        await Response('{"id": "', media_type="application/json")(scope, receive, send)
    else:
        await JSONResponse(fault.body, fault.status, fault.headers)(scope, receive, send)


def hang_up(receive: Receive) -> None:
    """Close the connection without a byte of an answer. ASGI knows no such thing, so this reaches into uvicorn."""
    receive.__self__.transport.abort()  # type: ignore[attr-defined]


async def _swallow(_message: Message) -> None:
    """Send nothing."""


def _marked(send: Send) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), MARK]}
        await send(message)

    return marked


def _late(send: Send, seconds: float) -> Send:
    async def late(message: Message) -> None:
        if message["type"] == "http.response.start":
            await asyncio.sleep(seconds)
        await send(message)

    return late


def _broken_off(send: Send, receive: Receive) -> Send:
    async def broken_off(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            return
        body = message.get("body", b"")
        await send({**message, "body": body[: len(body) // 2], "more_body": True})
        hang_up(receive)

    return broken_off
