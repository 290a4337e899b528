"""Whole calls in virtual time: what the prospect does, what we say, what the conversation learns."""

import asyncio
from collections.abc import Iterable

import pytest

from functions.calls.domain.conversation.actions import Action, HangUp, Hush
from functions.calls.domain.conversation.observations import (
    Connected,
    Heard,
    Interrupted,
    Observation,
    Played,
    Pressed,
)
from tests.containers.media_stream.stage import Reads, Script, Stage, Telephone, on_connected, say
from tests.containers.media_stream.virtual import virtually

LONG = "Le llamo de Hotel Brisa para contarle una oferta que le puede interesar mucho"


def test_we_speak_when_the_greeting_is_over() -> None:
    async def play() -> None:
        script = Script(on_connected(say("Buenos días")))
        stage = Stage(script)

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(0.3)
            await telephone.voice(0.5)
            await telephone.quiet(3)

        await stage.play(prospect)
        began = stage.telephone.of("media")[0][0] - 1000
        assert 1.2 <= began <= 1.35
        assert isinstance(script.seen[0], Connected)
        assert [heard.text for heard in script.of(Heard)] == ["hola"]

    virtually(play)


@pytest.mark.parametrize("greeting", [0.0, 4.5], ids=["nobody greets", "a long greeting"])
def test_we_speak_after_a_second_and_a_half_whoever_greets(greeting: float) -> None:
    async def play() -> None:
        stage = Stage(Script(on_connected(say("Buenos días", "d1", interruptible=False))))

        async def prospect(telephone: Telephone) -> None:
            await telephone.voice(greeting)
            await telephone.quiet(6 - greeting)

        await stage.play(prospect)
        assert 1.45 <= stage.telephone.of("media")[0][0] - 1000 <= 1.6

    virtually(play)


def test_an_interruption_stops_us_at_once_and_our_text_ends_where_it_was_heard() -> None:
    async def play() -> None:
        script = Script(on_connected(say(LONG)))
        stage = Stage(script, reads=[Reads("espere, una pregunta")])
        at = {}

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(3.5)
            at["voice"] = len(telephone.sent), telephone._loop.time()
            await telephone.voice(1)
            await telephone.quiet(1.5)

        await stage.play(prospect)
        (cleared, _), *more = stage.telephone.of("clear")
        assert more == []
        assert cleared - at["voice"][1] <= 0.3
        assert [message for when, message in stage.telephone.of("media") if when > cleared] == []
        (interrupted,), (heard,) = script.of(Interrupted), script.of(Heard)
        assert script.seen.index(interrupted) < script.seen.index(heard)
        assert interrupted.mark == heard.over == "t1.1"
        assert LONG.startswith(interrupted.heard)
        assert 1.6 <= len(interrupted.heard) * 0.06 <= 2.2, "heard from 1.5 s to 3.7 s"
        assert script.of(Played) == []
        assert 960 <= heard.voiced_ms <= 1024
        assert 3450 <= heard.started_ms <= 3550
        assert 4450 <= heard.ended_ms <= 4550

    virtually(play)


@pytest.mark.parametrize("text", ["Ajá.", ""], ids=["a sign of listening", "a cough"])
def test_we_go_on_with_the_sentence_after_what_was_no_interruption(text: str) -> None:
    async def play() -> None:
        script = Script(on_connected(say(LONG), say("Y otra frase más", "t1.2")))
        stage = Stage(script, reads=[Reads(text)])

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(3)
            await telephone.voice(0.3)
            await telephone.quiet(9)

        await stage.play(prospect)
        assert len(stage.telephone.of("clear")) == 1
        assert stage.telephone.marks == ["t1.1~3", "t1.2~4"], "both from their start, under names of their own"
        assert [played.mark for played in script.of(Played)] == ["t1.1", "t1.2"]
        assert script.of(Interrupted) == script.of(Heard) == []

    virtually(play)


def test_who_says_okay_all_the_time_hears_the_sentence_to_its_end() -> None:
    async def play() -> None:
        script = Script(on_connected(say(LONG)))
        stage = Stage(script, reads=[Reads(*["Ajá."] * 20)])

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(3)
            while not script.of(Played):
                await telephone.voice(0.3)
                await telephone.quiet(1.5)

        await stage.play(prospect)
        assert len(stage.telephone.of("clear")) == 1
        assert [played.mark for played in script.of(Played)] == ["t1.1"]
        assert script.of(Heard) == []

    virtually(play)


@pytest.mark.parametrize("text", ["No, espere un momento.", "Ajá."], ids=["words", "a long sound"])
def test_who_really_interrupts_after_that_is_heard_all_the_same(text: str) -> None:
    async def play() -> None:
        script = Script(on_connected(say(LONG)))
        stage = Stage(script, reads=[Reads("Ajá.", text)])
        began: list[float] = []

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(3)
            await telephone.voice(0.3)
            await telephone.quiet(1.5)
            began.append(asyncio.get_running_loop().time())
            await telephone.voice(1.2)
            await telephone.quiet(3)

        await stage.play(prospect)
        (_, _), (again, _) = stage.telephone.of("clear")
        assert [heard.text for heard in script.of(Heard)] == [text]
        assert 0.6 < again - began[0] < 0.9, "before the end of what is said"

    virtually(play)


def test_we_go_on_after_two_seconds_when_nobody_can_say_what_it_was() -> None:
    async def play() -> None:
        stage = Stage(Script(on_connected(say(LONG))), reads=[Reads("", takes=2.6)])

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(3)
            await telephone.voice(0.3)
            await telephone.quiet(5)

        await stage.play(prospect)
        (cleared, _), *_ = stage.telephone.of("clear")
        resumed = next(at for at, _ in stage.telephone.of("media") if at > cleared)
        assert 2.0 <= resumed - cleared <= 2.15

    virtually(play)


def test_a_short_word_into_the_end_of_a_question_answers_it() -> None:
    async def play() -> None:
        script = Script(on_connected(say("¿Le parece bien?")))
        stage = Stage(script, reads=[Reads("Sí.")])

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(1.9)
            await telephone.voice(0.3)
            await telephone.quiet(2)

        await stage.play(prospect)
        assert [heard.text for heard in script.of(Heard)] == ["Sí."]

    virtually(play)


def opting_out(seen: Observation) -> Iterable[Action]:
    if isinstance(seen, Connected):
        return [say(LONG, "d1", interruptible=False)]
    if isinstance(seen, Pressed) or (isinstance(seen, Heard) and "llamar" in seen.text):
        return [Hush(), say("No le llamaremos más", "bye", interruptible=False), HangUp(after="bye")]
    return []


def test_ordinary_speech_does_not_cut_the_disclosure() -> None:
    async def play() -> None:
        script = Script(opting_out)
        stage = Stage(script, reads=[Reads("quién habla")])

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(2.5)
            await telephone.voice(1)
            await telephone.quiet(4)

        await stage.play(prospect)
        assert stage.telephone.of("clear") == []
        assert [played.mark for played in script.of(Played)] == ["d1"]
        assert [(heard.text, heard.over) for heard in script.of(Heard)] == [("quién habla", "d1")]

    virtually(play)


@pytest.mark.parametrize("by", ["voice", "key"])
def test_opting_out_cuts_even_the_disclosure_and_ends_the_call_after_the_last_words(by: str) -> None:
    async def play() -> None:
        script = Script(opting_out)
        stage = Stage(script, reads=[Reads("no me vuelvan a llamar")])
        at = {}

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(2.5)
            if by == "key":
                telephone.put("dtmf", dtmf={"track": "inbound_track", "digit": "9"})
                at["said"] = telephone._loop.time()
            else:
                await telephone.voice(1)
                at["said"] = telephone._loop.time()
            await telephone.quiet(20)

        await stage.play(prospect)
        assert len(stage.telephone.of("clear")) == 1
        assert stage.telephone.marks == ["bye"]
        assert [played.mark for played in script.of(Played)][-1] == "bye"
        assert stage.telephone.closed == [1000]
        assert stage.desk.finished[0].ending == "closed"
        assert stage.telephone.of("mark")[0][0] - at["said"] < 3

    virtually(play)


def test_a_long_farewell_is_heard_to_its_end_and_known_to_have_been() -> None:
    async def play() -> None:
        farewell = "Queda agendada: hoy, el miércoles veinticinco de noviembre, a las tres de la tarde. " * 2
        script = Script(on_connected(say(farewell, "bye"), HangUp(after="bye")))
        stage = Stage(script)

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(20)

        await stage.play(prospect)
        assert stage.telephone.marks == ["bye"]
        assert [played.mark for played in script.of(Played)] == ["bye"]
        assert stage.desk.finished[0].ending == "closed"

    virtually(play)


class Silent(Telephone):
    """A line that loses whatever is sent to it."""

    def send(self, text: bytes) -> None:
        del text


def test_a_farewell_whose_mark_does_not_come_back_ends_the_call() -> None:
    async def play() -> None:
        script = Script(on_connected(say("Hasta luego.", "bye"), HangUp(after="bye")))
        stage = Stage(script, telephone=Silent)

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(12)

        await stage.play(prospect)
        assert [over.ending for over in stage.desk.finished] == ["closed"]

    virtually(play)


def test_a_flushed_mark_was_not_heard_and_a_foreign_one_means_nothing() -> None:
    async def play() -> None:
        script = Script(on_connected(say(LONG)))
        stage = Stage(script, reads=[Reads("otra cosa")])

        async def prospect(telephone: Telephone) -> None:
            telephone.put("mark", mark={"name": "never sent"})
            await telephone.quiet(5.8)
            await telephone.voice(0.5)  # the mark is on its way already
            await telephone.quiet(2)

        await stage.play(prospect)
        assert stage.telephone.marks == ["t1.1"]
        assert script.of(Played) == []

    virtually(play)
