"""Deepgram's websocket."""

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from local.vendors.deepgram.hearing import Hearing
from local.vendors.deepgram.parameters import Parameters, parameters
from local.vendors.sockets import API_KEY, Line, refuse
from local.vendors.twilio.speech.worker import Ears

IDLE_SECONDS = 10.0
IDLE = 1011, "Deepgram did not receive audio data or a text message within the timeout window. NET-0001"
LEAST_TO_FINALIZE = 0.25
"""Seconds; of less, `Finalize` may say nothing."""


def deepgram() -> Starlette:
    """The program."""
    line, ears = Line(), Ears()

    async def listen(socket: WebSocket) -> None:
        await Listen(socket, line, ears).serve()

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        ears.close()

    return Starlette(routes=[line.route(), WebSocketRoute("/v1/listen", listen)], lifespan=lifespan)


class Listen:
    """One connection."""

    def __init__(self, socket: WebSocket, line: Line, ears: Ears) -> None:
        self.socket, self.line, self.ears = socket, line, ears
        self.request_id = str(uuid4())
        self.received = hashlib.sha256()
        self.created = datetime.now(UTC)
        self.bytes = 0

    async def serve(self) -> None:
        asked = await self._admitted()
        if asked is None:
            return
        await self.line.accept(self.socket, (b"dg-request-id", self.request_id.encode()))
        hearing = Hearing(asked, self.ears, self.request_id)
        with contextlib.suppress(WebSocketDisconnect):
            await self._converse(hearing)

    async def _admitted(self) -> Parameters | None:
        scheme, _, key = self.socket.headers.get("authorization", "").partition(" ")
        if scheme.lower() not in {"token", "bearer"} or key != API_KEY:
            await self._refuse(401, "INVALID_AUTH", "Invalid credentials.")
            return None
        try:
            return parameters(self.socket.query_params)
        except ValidationError as error:
            wrong = ", ".join(".".join(map(str, one["loc"])) for one in error.errors())
            await self._refuse(400, "Bad Request", f"Not supported: {wrong}")
            return None

    async def _refuse(self, status: int, code: str, message: str) -> None:
        body = {"err_code": code, "err_msg": message, "request_id": self.request_id}
        await refuse(self.socket, status, body, {"dg-error": message, "dg-request-id": self.request_id})

    async def _converse(self, hearing: Hearing) -> None:
        messages = 0
        while not self.line.cuts(messages):
            try:
                async with asyncio.timeout(IDLE_SECONDS):
                    message = await self.socket.receive()
            except TimeoutError:
                await self.socket.close(*IDLE)
                return
            if message["type"] == "websocket.disconnect":
                return
            messages += 1
            if await self._take(message, hearing):
                return
        await self.socket.close(1011, "cut by the simulator")

    async def _take(self, message: Any, hearing: Hearing) -> bool:
        """Answer a message; whether it was the last."""
        if audio := message.get("bytes"):
            self.bytes += len(audio)
            self.received.update(audio)
            for told in await hearing.take(audio):
                await self._tell(told)
            return False
        return await self._obey(message.get("text") or "", hearing)

    async def _obey(self, text: str, hearing: Hearing) -> bool:
        kind = _kind(text)
        if kind is None:
            description = "Could not deserialize last text message"
            await self._tell({"type": "Error", "variant": "SchemaError", "description": description, "message": text})
            return False
        self.line.told.append({"type": kind})
        if kind == "Finalize" and hearing.seconds >= LEAST_TO_FINALIZE:
            await self._tell(await hearing.finish(from_finalize=True))
        if kind == "CloseStream":
            if hearing.seconds:
                await self._tell(await hearing.finish())
            await self._tell(self._metadata())
            await self.socket.close(1000)
        return kind == "CloseStream"

    async def _tell(self, message: dict[str, Any]) -> None:
        if not self.line.behaviour.silent:
            await self.socket.send_json(message)

    def _metadata(self) -> dict[str, Any]:
        return {
            "type": "Metadata",
            "transaction_key": "deprecated",
            "request_id": self.request_id,
            "sha256": self.received.hexdigest(),
            "created": self.created.isoformat(),
            "duration": self.bytes / 8000,
            "channels": 1,
        }


def _kind(text: str) -> str | None:
    """Of a control message, if it is one."""
    try:
        told = json.loads(text)
    except ValueError:
        return None
    kind = told.get("type") if isinstance(told, dict) else None
    return kind if kind in {"KeepAlive", "Finalize", "CloseStream"} else None
