"""The life of a call in virtual time: how it begins, goes on elsewhere, runs out of time, and ends."""

import asyncio

import pytest

from containers.media_stream.configuration import Configuration
from containers.media_stream.gate import Gate
from containers.media_stream.house import SPARE_S, House
from containers.media_stream.signing import Signatures
from functions.calls.domain.conversation.actions import Transfer
from functions.calls.domain.conversation.observations import (
    Answered,
    Connected,
    Heard,
    HungUp,
    Played,
    Returned,
    Silent,
    TimeRunsOut,
)
from shared.core.errors import NotConfigured, Unavailable
from tests.containers.media_stream.stage import QUIET, Script, Stage, Telephone, on_connected, say
from tests.containers.media_stream.virtual import virtually

LONG = "Le llamo de Hotel Brisa para contarle una oferta que le puede interesar mucho"


def test_silence_is_told_three_times_and_counted_anew_after_a_word() -> None:
    async def play() -> None:
        script = Script(lambda _seen: ())
        stage = Stage(script)

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(15)
            await telephone.voice(0.5)
            await telephone.quiet(20)

        await stage.play(prospect)
        assert [silent.times for silent in script.of(Silent)] == [1, 2, 1, 2, 3]
        assert [round(silent.at_ms / 1000) for silent in script.of(Silent)] == [6, 12, 21, 27, 33]

    virtually(play)


def test_the_conversation_learns_who_answered_and_that_it_is_over() -> None:
    async def play() -> None:
        script = Script(lambda _seen: ())
        stage = Stage(script, answered="machine_end_beep")
        await stage.play(lambda telephone: telephone.quiet(3))
        assert script.of(Answered) == [Answered(by="machine_end_beep", at_ms=script.of(Answered)[0].at_ms)]
        assert isinstance(script.seen[-1], HungUp)
        assert stage.desk.finished[0].ending == "hung_up"

    virtually(play)


def test_a_transfer_waits_for_its_sentence_and_is_stored_before_the_line_is_closed() -> None:
    async def play() -> None:
        stage = Stage(Script(on_connected(say("Le paso con un compañero"), Transfer())))
        await stage.play(lambda telephone: telephone.quiet(20))
        assert stage.telephone.marks == ["t1.1"]
        assert stage.desk.handed_over == ["transfer"]
        assert stage.telephone.closed == [1000]
        assert stage.desk.finished[0].ending == "transferred"

    virtually(play)


@pytest.mark.parametrize("first", [None, "connected"], ids=["nothing", "no start"])
def test_a_stream_that_does_not_begin_in_five_seconds_is_closed(first: str | None) -> None:
    async def play() -> None:
        stage = Stage(Script(lambda _seen: ()))
        if first:
            stage.telephone.put(first, protocol="Call")
        await stage.attendant.attend(stage.telephone)  # type: ignore[arg-type]
        assert (stage.telephone.closed, stage.telephone._loop.time()) == ([1008], 1005)
        assert stage.desk.tokens == {"good"}

    virtually(play)


def test_a_line_without_frames_for_five_seconds_is_lost() -> None:
    async def play() -> None:
        script = Script(lambda _seen: ())
        stage = Stage(script)

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(1)
            await asyncio.sleep(20)

        await stage.play(prospect)
        assert stage.desk.finished[0].ending == "lost"
        assert isinstance(script.seen[-1], HungUp)
        assert 1005.9 <= stage.telephone._loop.time() <= 1006.1

    virtually(play)


def test_a_call_goes_on_elsewhere_at_the_boundary_of_a_turn() -> None:
    async def play() -> None:
        script = Script(on_connected(say(LONG)))
        stage = Stage(script)

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(2)
            for call in stage.attendant.calls:
                call.clocks.hand_over_at_rest(45)
            await telephone.quiet(20)

        await stage.play(prospect)
        assert [played.mark for played in script.of(Played)] == ["t1.1"]
        assert (stage.desk.handed_over, stage.telephone.closed) == (["resume"], [1000])
        assert script.of(HungUp) == []

    virtually(play)


@pytest.mark.parametrize("seconds", [30, 120])
def test_a_drain_takes_as_long_as_the_platform_gives(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    monkeypatch.setenv("DRAIN_SECONDS", str(seconds))

    async def protect(enabled: bool) -> None:  # noqa: FBT001
        assert not enabled

    async def play() -> None:
        stage = Stage(Script(on_connected(say("Una frase que no acaba. " * 300))))
        gate = Gate(stage.attendant, signatures=Signatures(str), origin="wss://calls", room=1, about={})
        house = House(stage.attendant, gate, protect, drain_s=Configuration.read().drain_s)

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(2)
            draining = asyncio.create_task(house._drain())
            await telephone.quiet(seconds + 5)
            await draining

        await stage.play(prospect)
        assert stage.desk.handed_over == ["resume"]
        ended = stage.telephone._loop.time() - 1002
        assert seconds - SPARE_S <= ended <= seconds - SPARE_S + 1, "nobody was at rest before"

    virtually(play)


def test_what_comes_back_is_told_so_and_nobody_waits_for_a_greeting() -> None:
    async def play() -> None:
        script = Script(lambda seen: [say("¿Sigue ahí?")] if isinstance(seen, Returned) else [])
        stage = Stage(script, returned="resumed")
        await stage.play(lambda telephone: telephone.quiet(2))
        assert stage.telephone.of("media")[0][0] - 1000 < 0.1
        assert script.of(Connected) == []

    virtually(play)


def test_the_end_of_the_time_is_told_before_it_ends_the_call() -> None:
    async def play() -> None:
        script = Script(lambda _seen: ())
        stage = Stage(script, longest_s=70)
        await stage.play(lambda telephone: telephone.quiet(100))
        assert [(round(told.at_ms / 1000), told.seconds_left) for told in script.of(TimeRunsOut)] == [
            (10, 59),
            (55, 14),
        ]
        assert 1070 <= stage.telephone._loop.time() <= 1070.2
        assert stage.telephone.closed == [1000]

    virtually(play)


def test_frames_that_were_lost_are_counted_and_heard_as_silence() -> None:
    async def play() -> None:
        script = Script(lambda _seen: ())
        stage = Stage(script)

        async def prospect(telephone: Telephone) -> None:
            await telephone.voice(0.6)
            telephone.frame(QUIET, at_ms=1400)
            await telephone.quiet(0.2)

        await stage.play(prospect)
        assert stage.desk.finished[0].figures["frames_lost"] == 40
        assert [heard.text for heard in script.of(Heard)] == ["hola"], "800 ms of silence ended the turn"

    virtually(play)


@pytest.mark.parametrize(
    "error", [Unavailable("no answer"), NotConfigured("no database")], ids=lambda one: type(one).__name__
)
def test_a_desk_that_does_not_answer_opens_nothing(error: Exception) -> None:
    async def play() -> None:
        stage = Stage(Script(lambda _seen: ()))

        async def refuse(**_told: str) -> None:
            raise error

        stage.desk.open = refuse  # type: ignore[method-assign, assignment]
        await stage.play(lambda telephone: telephone.quiet(1))
        assert (stage.telephone.closed, stage.attendant.figures.counts["refused_by_desk"]) == ([1011], 1)

    virtually(play)


@pytest.mark.parametrize("words", [True, False], ids=["in time", "never"])
def test_who_hears_nothing_within_two_seconds_of_the_greeting_was_abandoned(words: bool) -> None:  # noqa: FBT001
    async def play() -> None:
        stage = Stage(Script(on_connected(say("hola")) if words else lambda _seen: ()))

        async def prospect(telephone: Telephone) -> None:
            await telephone.voice(0.6)
            await telephone.quiet(4)

        await stage.play(prospect)
        over = stage.desk.finished[0]
        assert (over.abandoned, over.figures["first_words_max_ms"] < 2000) == (not words, words)

    virtually(play)
