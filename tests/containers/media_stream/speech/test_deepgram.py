import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from containers.media_stream.ports import EngineDown, Transcript
from containers.media_stream.speech.deepgram import QUEUE, Deepgram, DeepgramListening
from functions.calls.domain.conversation.actions import Language
from tests.containers.media_stream.speech.clips import frames, silence, spoken
from tests.local.vendors.deepgram.test_listen import check
from tests.local.vendors.serving import Served

SPEECH = silence(0.5) + spoken("Can I talk to a real person?", "en") + silence(0.24)
ANOTHER = silence(0.5) + spoken("How much does it cost per month?", "en") + silence(0.24)


def engine(vendor: Served, key: str = "test", **how: Any) -> Deepgram:
    """As it is, but for a machine that may be busy."""
    return Deepgram(key, base_url=vendor.url, **{"model": "nova-3", "patience_seconds": 60, **how})


@asynccontextmanager
async def listening(deepgram: Deepgram, language: Language = "en") -> AsyncIterator[DeepgramListening]:
    one = await deepgram.listen(language)
    try:
        yield one
    finally:
        await one.close()


async def live(call: DeepgramListening, audio: bytes) -> None:
    """Twenty times as fast as a call."""
    for frame in frames(audio):
        call.feed(frame)
        await asyncio.sleep(0.001)


async def told(vendor: Served) -> dict[str, Any]:
    answer: dict[str, Any] = await asyncio.to_thread(vendor.administer, "GET", "behaviour")
    return answer


def test_utterances_are_heard_one_after_the_other(simulated_deepgram: Served) -> None:
    async def scenario() -> list[Transcript]:
        async with listening(engine(simulated_deepgram)) as call:
            await live(call, silence(1) + SPEECH)
            first = await call.transcribe(SPEECH)
            await live(call, ANOTHER)
            return [first, await call.transcribe(ANOTHER)]

    first, second = asyncio.run(scenario())
    assert first.text == "Can I talk to a real person?"
    assert second.text == "How much does it cost per month?"
    assert {first.engine, second.engine} == {"deepgram:nova-3"}
    assert 0 < first.confidence <= 1


def test_an_utterance_that_went_on_after_a_pause_is_heard_as_a_whole(simulated_deepgram: Served) -> None:
    async def scenario() -> str:
        async with listening(engine(simulated_deepgram)) as call:
            await live(call, SPEECH)
            await call.transcribe(SPEECH)
            await live(call, ANOTHER)
            return (await call.transcribe(SPEECH + ANOTHER)).text

    assert asyncio.run(scenario()) == "Can I talk to a real person? How much does it cost per month?"


def test_a_connection_that_came_too_late_hears_the_utterance_all_the_same(simulated_deepgram: Served) -> None:
    async def scenario() -> str:
        async with listening(engine(simulated_deepgram)) as call:
            await live(call, silence(0.1))
            return (await call.transcribe(SPEECH)).text

    assert asyncio.run(scenario()) == "Can I talk to a real person?"


def test_silence_has_no_text(simulated_deepgram: Served) -> None:
    async def scenario() -> str:
        async with listening(engine(simulated_deepgram)) as call:
            await live(call, silence(2))
            return (await call.transcribe(silence(1))).text

    assert asyncio.run(scenario()) == ""


def test_what_it_says_is_what_the_specification_allows(simulated_deepgram: Served) -> None:
    async def scenario() -> list[dict[str, Any]]:
        async with listening(engine(simulated_deepgram, keep_alive_seconds=0.05)) as call:
            async with asyncio.timeout(20):
                while {"type": "KeepAlive"} not in (await told(simulated_deepgram))["told"]:  # noqa: ASYNC110 - it is another program
                    await asyncio.sleep(0.05)
            await live(call, SPEECH)
            await call.transcribe(SPEECH)
        messages: list[dict[str, Any]] = (await told(simulated_deepgram))["told"]
        return messages

    messages = asyncio.run(scenario())
    for message in messages:
        check(message)
    assert {one["type"] for one in messages} == {"KeepAlive", "Finalize", "CloseStream"}


def test_an_engine_that_says_nothing_is_down(simulated_deepgram: Served) -> None:
    simulated_deepgram.administer("PUT", "behaviour", silent=True)

    async def scenario() -> None:
        async with listening(engine(simulated_deepgram, patience_seconds=0.7)) as call:
            await live(call, SPEECH)
            with pytest.raises(EngineDown, match="silent"):
                await call.transcribe(SPEECH)

    asyncio.run(scenario())


def test_an_engine_that_hangs_up_is_down_and_can_be_reached_again(simulated_deepgram: Served) -> None:
    deepgram = engine(simulated_deepgram)
    simulated_deepgram.administer("PUT", "behaviour", hangs_up_after=3)

    async def scenario() -> str:
        async with listening(deepgram) as call:
            await live(call, SPEECH)
            with pytest.raises(EngineDown, match="hung up"):
                await call.transcribe(SPEECH)
        await asyncio.to_thread(simulated_deepgram.administer, "PUT", "behaviour")
        async with listening(deepgram) as call:
            return (await call.transcribe(SPEECH)).text

    assert asyncio.run(scenario()) == "Can I talk to a real person?"


def test_what_it_cannot_send_in_time_is_dropped_and_counted(simulated_deepgram: Served) -> None:
    async def scenario() -> int:
        async with listening(engine(simulated_deepgram)) as call:
            for frame in frames(silence(0.02) * (QUEUE + 7)):
                call.feed(frame)
            return call.dropped

    assert asyncio.run(scenario()) == 7


def test_a_wrong_key_is_an_engine_that_is_down_and_no_log_tells_a_key(
    simulated_deepgram: Served, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(EngineDown, match="refuses with 401") as refused:
        asyncio.run(engine(simulated_deepgram, "a-very-secret-key").listen("en"))
    said = json.dumps([caplog.text, *capfd.readouterr(), str(refused.value)])
    assert "a-very-secret-key" not in said


def test_what_it_does_not_know_is_an_engine_that_is_down(simulated_deepgram: Served) -> None:
    with pytest.raises(EngineDown, match="refuses with 400"):
        asyncio.run(engine(simulated_deepgram, model="nova-99").listen("en"))


def test_nobody_there_is_an_engine_that_is_down() -> None:
    with pytest.raises(EngineDown, match="not reached"):
        asyncio.run(Deepgram("test", base_url="http://127.0.0.1:1", model="nova-3").listen("es"))
