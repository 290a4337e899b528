"""Recognisers that are late: nothing that was said is lost, and nobody waits in silence for longer than 6 s."""

import asyncio
from collections.abc import Iterable, Sequence

import pytest

from containers.media_stream.ports import FRAME_MS
from functions.calls.domain.conversation.actions import Action, HangUp, Hush
from functions.calls.domain.conversation.observations import Connected, EnginesDown, Heard, HungUp, Observation, Silent
from tests.containers.media_stream.stage import Reads, Script, Stage, Telephone, on_connected, say
from tests.containers.media_stream.virtual import virtually

OPT_OUT = "no me vuelvan a llamar"
LONGEST_SILENCE_S = 6.0


def asking(seen: Observation) -> Iterable[Action]:
    if isinstance(seen, Connected):
        return [say("¿Hablo con Ana?", "t1.1")]
    if isinstance(seen, Silent):
        return [say("¿Sigue ahí?", f"t{seen.times + 1}.1", cached=True)]
    if isinstance(seen, Heard) and seen.text == OPT_OUT:
        return [Hush(), say("No le llamaremos más", "bye", interruptible=False), HangUp(after="bye")]
    return []


def silences(telephone: Telephone, voice: Sequence[tuple[float, float]]) -> list[float]:
    """How long nobody said a word, each time, since we first spoke."""
    ours = [(at, at + FRAME_MS / 1000) for at, _ in telephone.of("media")]
    sounds = sorted([*ours, *voice])
    until, found = sounds[0][1], []
    for begins, ends in sounds:
        found.append(begins - until)
        until = max(until, ends)
    return found


@pytest.mark.parametrize("takes", [2.0, 2.9, 3.5, 5.0, 7.5, 12.0])
def test_what_is_read_late_still_counts_and_nobody_waits_in_silence(takes: float) -> None:
    async def play() -> None:
        script = Script(asking)
        stage = Stage(script, reads=[Reads(OPT_OUT, takes=takes)])
        voice = []

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(4)
            voice.append((telephone._loop.time(), telephone._loop.time() + 1))
            await telephone.voice(1)
            await telephone.quiet(25)

        await stage.play(prospect)
        [heard] = script.of(Heard)
        assert (heard.text, heard.started_ms // 100) == (OPT_OUT, 40)
        assert 4900 <= heard.ended_ms <= 5100
        assert stage.telephone.marks[-1] == "bye"
        assert stage.desk.finished[0].ending == "closed"
        assert max(silences(stage.telephone, voice)) <= LONGEST_SILENCE_S

    virtually(play)


def test_a_late_word_interrupts_what_was_taken_up_again() -> None:
    async def play() -> None:
        script = Script(on_connected(say("Le llamo para contarle una oferta que le puede interesar " * 3)))
        stage = Stage(script, reads=[Reads("ahora no puedo", takes=4.0)])

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(3)
            await telephone.voice(0.5)
            await telephone.quiet(6)

        await stage.play(prospect)
        assert len(stage.telephone.of("clear")) == 2, "when they spoke, and when it was known what they said"
        assert [heard.text for heard in script.of(Heard)] == ["ahora no puedo"]

    virtually(play)


@pytest.mark.parametrize("text", ["", "Ajá."], ids=["noise", "a sign of listening"])
def test_what_wanted_nothing_interrupts_nothing_when_it_is_known_late(text: str) -> None:
    async def play() -> None:
        script = Script(on_connected(say("Le llamo para contarle una oferta que le puede interesar " * 3)))
        stage = Stage(script, reads=[Reads(text, takes=4.0)])

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(3)
            await telephone.voice(0.3)
            await telephone.quiet(20)

        await stage.play(prospect)
        assert len(stage.telephone.of("clear")) == 1
        assert script.of(Heard) == []

    virtually(play)


def test_what_was_said_into_the_hanging_up_is_read_afterwards() -> None:
    async def play() -> None:
        script = Script(asking)
        stage = Stage(script, reads=[Reads(OPT_OUT, takes=4.0)])

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(4)
            await telephone.voice(1)
            await telephone.quiet(0.1)

        await stage.play(prospect)
        assert [type(seen) for seen in script.seen[-2:]] == [Heard, HungUp]
        assert script.of(Heard)[0].text == OPT_OUT
        assert stage.desk.finished[0].ending == "hung_up"

    virtually(play)


def test_an_engine_that_comes_back_reads_what_it_missed() -> None:
    async def play() -> None:
        script, reads = Script(asking), Reads(OPT_OUT, works=False)
        stage = Stage(script, reads=[reads])

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(4)
            await telephone.voice(1)
            await telephone.quiet(4.5)
            reads.works = True
            await telephone.quiet(15)

        await stage.play(prospect)
        assert [heard.text for heard in script.of(Heard)] == [OPT_OUT]
        assert script.of(EnginesDown) == []
        assert reads.asked > 2

    virtually(play)


def test_who_decides_nothing_leaves_nobody_in_silence() -> None:
    class Stuck(Script):
        async def observe(self, observation: Observation) -> Sequence[Action]:
            if isinstance(observation, Heard):
                await asyncio.sleep(60)
            return await super().observe(observation)

    async def play() -> None:
        stage = Stage(Stuck(asking), reads=[Reads("sí")])
        voice = []

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(4)
            voice.append((telephone._loop.time(), telephone._loop.time() + 1))
            await telephone.voice(1)
            await telephone.quiet(20)

        await stage.play(prospect)
        assert stage.desk.finished[0].ending == "failed"
        assert max(silences(stage.telephone, voice)) <= LONGEST_SILENCE_S

    virtually(play)
