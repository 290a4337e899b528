"""ElevenLabs' websocket."""

import asyncio
import base64
import contextlib
import json
import re
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from local.vendors.sockets import API_KEY, Line, refuse
from local.vendors.twilio.speech.worker import Voice

CHUNK = 4000
"""Bytes of audio in a message: half a second."""
POLICY = 1008
SENTENCE = re.compile(r".*?[.!?]+(?:\s|$)", re.DOTALL)
VOICES = {"en": "en-US", "es": "es-ES"}


class Parameters(BaseModel):
    """Of the query; those that change nothing here are taken and ignored."""

    model_config = ConfigDict(extra="ignore")

    model_id: Literal["eleven_flash_v2_5", "eleven_turbo_v2_5", "eleven_multilingual_v2"] = "eleven_multilingual_v2"
    output_format: Literal["ulaw_8000"]
    language_code: Literal["en", "es"] = "en"
    auto_mode: bool = False
    inactivity_timeout: Annotated[int, Field(ge=1, le=180)] = 20


class Spoken(BaseModel):
    """A message of who wants something spoken."""

    model_config = ConfigDict(extra="ignore")

    text: str
    xi_api_key: str | None = None
    flush: bool = False


def elevenlabs() -> Starlette:
    """The program."""
    line, voice = Line(), Voice()

    async def stream_input(socket: WebSocket) -> None:
        with contextlib.suppress(WebSocketDisconnect):
            await StreamInput(socket, line, voice).serve()

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        voice.close()

    path = "/v1/text-to-speech/{voice_id}/stream-input"
    return Starlette(routes=[line.route(), WebSocketRoute(path, stream_input)], lifespan=lifespan)


class StreamInput:
    """One connection.

    Attributes:
        text: what was sent and is not spoken yet.
    """

    def __init__(self, socket: WebSocket, line: Line, voice: Voice) -> None:
        self.socket, self.line, self.voice = socket, line, voice
        self.text = ""
        self.admitted = False

    async def serve(self) -> None:
        try:
            self.asked = Parameters.model_validate(dict(self.socket.query_params))
        except ValidationError as error:
            wrong = ", ".join(str(one["loc"][0]) for one in error.errors())
            await refuse(self.socket, 400, {"detail": {"status": "invalid_parameters", "message": wrong}})
            return
        await self.line.accept(self.socket)
        messages = 0
        while not self.line.cuts(messages):
            try:
                async with asyncio.timeout(self.asked.inactivity_timeout):
                    said = Spoken.model_validate(json.loads(await self.socket.receive_text()))
            except TimeoutError:
                await self._end("input_timeout_exceeded", "No input was received in time")
                return
            except ValueError:
                await self._end("invalid_message", "The message is not valid")
                return
            messages += 1
            self.line.told.append(said.model_dump(exclude={"xi_api_key"}))
            if await self._take(said):
                return
        await self.socket.close(1011, "cut by the simulator")

    async def _take(self, said: Spoken) -> bool:
        """Answer a message; whether it was the last."""
        if not self.admitted:
            return not await self._admit(said)
        self.text += said.text
        await self._speak(rest=said.flush or not said.text)
        if not said.text:
            await self._tell({"audio": None, "isFinal": True})
            await self.socket.close(1000)
        return not said.text

    async def _admit(self, said: Spoken) -> bool:
        if (said.xi_api_key or self.socket.headers.get("xi-api-key")) != API_KEY:
            await self._end("invalid_api_key", "Invalid API key")
        elif said.text != " ":
            await self._end("invalid_first_message", "The first message must be a single space")
        else:
            self.admitted = True
        return self.admitted

    async def _speak(self, *, rest: bool) -> None:
        """Speak the sentences that are whole; or all there is."""
        while found := SENTENCE.match(self.text):
            self.text = self.text[found.end() :]
            await self._say(found[0])
        if rest and self.text.strip():
            text, self.text = self.text, ""
            await self._say(text)

    async def _say(self, text: str) -> None:
        audio = await self.voice.speak(text.strip(), VOICES[self.asked.language_code])
        for begin in range(0, len(audio), CHUNK):
            piece = base64.b64encode(audio[begin : begin + CHUNK]).decode()
            await self._tell({"audio": piece, "isFinal": None, "alignment": None, "normalizedAlignment": None})

    async def _tell(self, message: dict[str, Any]) -> None:
        if not self.line.behaviour.silent:
            await self.socket.send_json(message)

    async def _end(self, error: str, message: str) -> None:
        await self._tell({"message": message, "error": error, "code": POLICY})
        await self.socket.close(POLICY, message)
