"""Previews over the real socket: a ticket is good once, and nobody hears a sentence without one."""

import asyncio
import io
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import httpx

from containers.media_stream.ports import TextToSpeech
from containers.media_stream.preview import PATH, Previews
from containers.media_stream.socket import Line, Sockets
from functions.calls.schemas.voice import Preview
from shared.core.errors import Unavailable
from tests.containers.media_stream.stage import Tones

GOOD = {"authorization": "Bearer good"}


class Tickets:
    def __init__(self) -> None:
        self.left = {"good": Preview(text="Buenos días", language="es")}

    async def preview(self, ticket: str) -> Preview | None:
        if ticket == "down":
            raise Unavailable("no answer")
        return self.left.pop(ticket, None)


@asynccontextmanager
async def voice(*speaking: TextToSpeech) -> AsyncIterator[httpx.AsyncClient]:
    async def nobody(_line: Line) -> None:
        raise AssertionError("no line is opened")

    pages = {PATH: Previews(Tickets(), speaking).answer}
    sockets = Sockets(lambda *_: (HTTPStatus.NOT_FOUND, "not found\n"), nobody, pages=pages)
    async with await sockets.open("127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            yield client


def test_a_ticket_is_spoken_once_and_the_engine_is_named() -> None:
    async def play() -> None:
        async with voice(Tones("cloud:gone", works=False), Tones("embedded:tone")) as client:
            reply = await client.post(PATH, headers=GOOD)
            assert (reply.status_code, reply.headers["content-type"]) == (200, "audio/wav")
            assert reply.headers["x-engine"] == "embedded:tone"
            with wave.open(io.BytesIO(reply.content)) as sound:
                assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (8000, 1, 2)
                assert sound.getnframes() == len("Buenos días") * 3 * 160
            assert (await client.post(PATH, headers=GOOD)).status_code == 403

    asyncio.run(play())


def test_nobody_hears_anything_without_a_ticket() -> None:
    async def play() -> None:
        engine = Tones()
        async with voice(engine) as client:
            answers = [
                await client.post(PATH),
                await client.post(PATH, headers={"authorization": "Basic x"}),
                await client.post(PATH, headers={"authorization": "Bearer other"}),
                await client.post(PATH, headers={"authorization": "Bearer down"}),
                await client.get(PATH, headers=GOOD),
                await client.post("/elsewhere", headers=GOOD),
            ]
        assert [answer.status_code for answer in answers] == [401, 401, 403, 503, 405, 404]
        assert engine.said == []

    asyncio.run(play())


def test_without_an_engine_it_is_said() -> None:
    async def play() -> None:
        async with voice(Tones(works=False)) as client:
            assert (await client.post(PATH, headers=GOOD)).status_code == 503

    asyncio.run(play())
