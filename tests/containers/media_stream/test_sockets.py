"""The real socket: who is let in, what closes a line, floods, drains, and what is left of calls that are over."""

import asyncio
import gc
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from http.client import HTTPConnection
from typing import Any
from uuid import UUID

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from containers.media_stream.assembly import Engines
from containers.media_stream.attendant import Attendant, Surroundings
from containers.media_stream.call import Call
from containers.media_stream.gate import PATH, Gate
from containers.media_stream.house import House
from containers.media_stream.signing import Signatures
from containers.media_stream.socket import Limits
from functions.calls.domain.signature import sign
from tests.containers.media_stream.stage import (
    CALL,
    STREAM,
    AtOnce,
    Energy,
    FakeDesk,
    Reads,
    Script,
    Tones,
    media,
    on_connected,
    opened,
    say,
    started,
)

ORIGIN, KEY = "wss://calls.example.com", "0123456789abcdef"
SIGNED = {"X-Twilio-Signature": sign(KEY, ORIGIN + PATH, ())}
CALL_ID = str(UUID(int=1))


async def unprotected(_enabled: bool) -> None:  # noqa: FBT001
    """There is no platform."""


class Running:
    """A process in a test."""

    def __init__(self, **limits: Any) -> None:
        self.script = Script(on_connected(say("Buenos días, le llamo de Hotel Brisa")))
        self.desk = FakeDesk(opened(self.script))
        engines = Engines(activity=Energy, listening=[Reads("hola", "sí")], speaking=[Tones()])
        self.attendant = Attendant(Surroundings(desk=self.desk, engines=engines, shelf=None, threads=AtOnce()))
        self.signatures = Signatures(lambda: KEY)
        self.gate = Gate(self.attendant, signatures=self.signatures, origin=ORIGIN, room=60, about={})
        self.house = House(self.attendant, self.gate, unprotected, Limits(**limits))

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.house.port}{PATH}"

    async def line(self, token: str | None = None, headers: Any = SIGNED) -> ClientConnection:
        """A connection, with its stream begun if there is a token."""
        connection = await connect(
            self.url, additional_headers=headers, compression=None, proxy=None, open_timeout=20, close_timeout=0.2
        )
        if token:
            self.desk.tokens.add(token)
            await begin(connection, token)
        return connection


@asynccontextmanager
async def running(**limits: Any) -> AsyncIterator[Running]:
    process = Running(**limits)
    await process.signatures.refresh()
    ended = asyncio.create_task(process.house.run("127.0.0.1", 0))
    await process.house.ready.wait()
    yield process
    process.house.end()
    await ended


def really(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(work())


async def begin(connection: ClientConnection, token: str, call_sid: str = CALL) -> None:
    for text in started(token=token, call_id=CALL_ID):
        await connection.send(text.replace(CALL, call_sid))


async def closed_with(connection: ClientConnection) -> int | None:
    """How the other side closes the line, whatever it says before."""
    with suppress(ConnectionClosedError):
        async with asyncio.timeout(8):
            async for _ in connection:
                pass
    return connection.close_code


async def talk(connection: ClientConnection, seconds: float) -> list[dict[str, Any]]:
    """Silence at its pace, and what comes meanwhile."""
    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def listen() -> None:
        async for message in connection:
            heard.put_nowait(json.loads(message))

    listening = asyncio.create_task(listen())
    for n in range(round(seconds * 50)):
        await connection.send(media(n * 20))
        await asyncio.sleep(0.02)
    listening.cancel()
    return [heard.get_nowait() for _ in range(heard.qsize())]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Twilio-Signature": ""},
        {"X-Twilio-Signature": sign("another key", ORIGIN + PATH, ())},
        {"X-Twilio-Signature": sign(KEY, "ws://127.0.0.1" + PATH, ())},
    ],
    ids=["none", "empty", "another key", "another address"],
)
def test_who_is_not_signed_for_our_address_is_not_let_in(headers: dict[str, str]) -> None:
    async def play() -> None:
        async with running() as process:
            with pytest.raises(InvalidStatus) as refused:
                await process.line(headers=headers)
            assert refused.value.response.status_code == 403

    really(play)


def test_without_a_key_nobody_is_let_in_and_the_process_is_well() -> None:
    async def play() -> None:
        async with running() as process:
            process.signatures._auth_token = ""
            with pytest.raises(InvalidStatus) as refused:
                await process.line()
            assert refused.value.response.status_code == 503
            status, told = await asyncio.to_thread(health, process.house.port)
            assert (status, told["status"], told["twilio"]) == (200, "healthy", "not configured")
            process.gate._well = lambda: False
            status, told = await asyncio.to_thread(health, process.house.port)
            assert (status, told["status"]) == (503, "unhealthy")

    really(play)


def health(port: int) -> tuple[int, dict[str, Any]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("token", "call_sid"), [("wrong", CALL), ("", CALL), ("good", "CA" + "9" * 32)], ids=["wrong", "none", "foreign"]
)
def test_a_bad_token_opens_nothing(token: str, call_sid: str) -> None:
    async def play() -> None:
        async with running() as process:
            connection = await process.line()
            await begin(connection, token, call_sid)
            assert await closed_with(connection) == 1008
            assert (process.script.seen, process.desk.tokens, process.desk.finished) == ([], {"good"}, [])

    really(play)


def test_a_token_opens_one_call() -> None:
    async def play() -> None:
        async with running() as process:
            first = await process.line("good")
            await talk(first, 0.1)
            second = await process.line()
            await begin(second, "good")
            assert await closed_with(second) == 1008
            assert len(process.attendant.calls) == 1
            await first.close()

    really(play)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"\x00" * 160, 1003),
        ("x" * 70_000, 1009),
        ("nonsense", 1008),
        (media(40).replace(STREAM, "MZ" + "9" * 32), 1008),
        (None, 1008),
    ],
    ids=["binary", "too large", "malformed", "another stream", "too many"],
)
def test_who_breaks_the_protocol_is_hung_up_and_others_are_unharmed(message: str | bytes | None, code: int) -> None:
    async def play() -> None:
        async with running() as process:
            good, bad = await process.line("one"), await process.line("two")
            await asyncio.sleep(0.1)
            for n in range(400 if message is None else 1):
                await bad.send(media(n * 20) if message is None else message)
            assert await closed_with(bad) == code
            heard = await talk(good, 2.2)
            assert sum(one["event"] == "media" for one in heard) > 20
            await good.close()

    really(play)


def test_a_message_may_come_in_parts() -> None:
    async def play() -> None:
        async with running() as process:
            connection = await process.line()
            process.desk.tokens.add("one")
            for text in started(token="one", call_id=CALL_ID):
                await connection.send([text[:7], text[7:90], text[90:]])
            await asyncio.sleep(0.1)
            await connection.send([media(0)[:50], media(0)[50:]])
            heard = await talk(connection, 2.2)
            assert sum(one["event"] == "media" for one in heard) > 20
            assert len(process.attendant.calls) == 1
            await connection.close()

    really(play)


def test_a_flood_of_strangers_harms_no_call_and_lets_the_honest_in() -> None:
    async def play() -> None:
        async with running(strangers=50) as process:
            call = await process.line("one")
            await asyncio.sleep(0.1)
            talking = asyncio.create_task(talk(call, 3))
            loop = asyncio.get_running_loop()
            flood = [(await asyncio.open_connection("127.0.0.1", process.house.port))[1] for _ in range(400)]
            assert process.house.sockets.strangers <= 50
            began = loop.time()
            honest = await process.line("two")
            await asyncio.sleep(0.05)
            assert len(process.attendant.calls) == 2
            assert loop.time() - began < 2
            heard = await talking
            assert sum(one["event"] == "media" for one in heard) > 40
            assert process.house.sockets.turned_away >= 300
            for writer in flood:
                writer.close()
            await asyncio.gather(call.close(), honest.close())

    really(play)


def test_a_drain_refuses_new_calls_and_ends_when_fifty_have_ended() -> None:
    async def play() -> None:
        async with running() as process:
            calls = [await process.line(f"t{n}") for n in range(50)]
            await asyncio.sleep(0.2)
            process.house.end()
            status, told = await asyncio.to_thread(health, process.house.port)
            assert (status, told["status"], told["calls"]) == (503, "draining", 50)
            with pytest.raises(InvalidStatus) as refused:
                await process.line()
            assert refused.value.response.status_code == 503
            await asyncio.gather(*(talk(call, 0.5) for call in calls))
            assert len(process.attendant.calls) == 50, "nobody was dropped"
            await asyncio.gather(*(call.close() for call in calls))
        assert len(process.desk.finished) == 50

    really(play)


def test_nothing_is_left_of_calls_that_are_over() -> None:
    async def play() -> None:
        async with running() as process:
            before = len(asyncio.all_tasks())
            for n in range(20):
                connection = await process.line(f"t{n}")
                for frame in range(5):
                    await connection.send(media(frame * 20))
                await connection.close()
            await process.attendant.empty.wait()
            await asyncio.sleep(0.05)
            assert len(asyncio.all_tasks()) == before
            gc.collect()
            assert [one for one in gc.get_objects() if type(one) is Call] == []

    really(play)
