"""Speaks a sentence that somebody wants to hear before it is used in calls, for a ticket that is good once."""

import asyncio
import io
import wave
from collections.abc import Mapping
from http import HTTPStatus
from typing import Protocol

from containers.media_stream.ports import SAMPLE_RATE, EngineDown, TextToSpeech
from containers.media_stream.socket import Page
from containers.media_stream.speech.mulaw import pcm_of
from functions.calls.schemas.voice import Preview
from shared.core.errors import Problem

PATH = "/preview"
SPEAK_WITHIN_S = 15.0
_BEARER = "Bearer "


class Tickets(Protocol):
    """Where the words of a ticket are."""

    async def preview(self, ticket: str) -> Preview | None:
        """The words, once; None where there are none, or the ticket is too old."""


class Previews:
    """Answers `POST /preview`, one at a time: calls come first.

    Args:
        tickets: where the words are.
        speaking: the preferred engine first.
    """

    def __init__(self, tickets: Tickets, speaking: tuple[TextToSpeech, ...]) -> None:
        self._tickets = tickets
        self._speaking = speaking
        self._turn = asyncio.Lock()

    async def answer(self, method: str, headers: Mapping[str, str]) -> Page:
        """The sentence as WAV, with the name of its engine; or why not."""
        if method != "POST":
            return Page(HTTPStatus.METHOD_NOT_ALLOWED, headers={"allow": "POST"})
        told = headers.get("Authorization", "")
        if not told.startswith(_BEARER):
            return Page(HTTPStatus.UNAUTHORIZED, headers={"www-authenticate": "Bearer"})
        try:
            preview = await self._tickets.preview(told.removeprefix(_BEARER))
        except Problem:
            return Page(HTTPStatus.SERVICE_UNAVAILABLE)
        return await self._spoken(preview) if preview else Page(HTTPStatus.FORBIDDEN)

    async def _spoken(self, preview: Preview) -> Page:
        async with self._turn:
            for engine in self._speaking:
                try:
                    async with asyncio.timeout(SPEAK_WITHIN_S):
                        audio = b"".join([piece async for piece in engine.speak(preview.text, preview.language)])
                except (EngineDown, TimeoutError):
                    continue
                if audio:
                    return Page(HTTPStatus.OK, _wav(audio), {"content-type": "audio/wav", "x-engine": engine.name})
        return Page(HTTPStatus.SERVICE_UNAVAILABLE)


def _wav(mulaw: bytes) -> bytes:
    """Linear samples of 16 bits, which every player knows."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE)
        out.writeframes(pcm_of(mulaw).astype("<i2").tobytes())
    return file.getvalue()
