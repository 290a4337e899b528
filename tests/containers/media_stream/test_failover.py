"""Engines that fail in a call: the embedded one goes on, and with none the call still ends with words."""

import pytest

from containers.media_stream.assembly import PARTING
from containers.media_stream.figures import Figures
from containers.media_stream.ports import EngineDown
from containers.media_stream.voice import Prompts, Voice
from functions.calls.domain.conversation.actions import HangUp
from functions.calls.domain.conversation.observations import Connected, EnginesDown, Heard, Played
from tests.containers.media_stream.stage import MS_PER_LETTER, Reads, Script, Stage, Telephone, Tones, on_connected, say
from tests.containers.media_stream.virtual import virtually

CLOUD_STT, CLOUD_TTS = "deepgram:nova-3", "elevenlabs:flash"


async def answering(telephone: Telephone) -> None:
    await telephone.quiet(3)
    await telephone.voice(0.6)
    await telephone.quiet(4)


@pytest.mark.parametrize(
    ("cloud", "asked"),
    [(Reads(name=CLOUD_STT, takes=60), 1), (Reads(name=CLOUD_STT, works=False), 2)],
    ids=["silent for 1.5 s", "disconnected twice"],
)
def test_the_embedded_recogniser_goes_on_within_two_seconds(cloud: Reads, asked: int) -> None:
    async def play() -> None:
        script = Script(lambda seen: [say("Le cuento")] if isinstance(seen, Heard) else [])
        stage = Stage(script, reads=[cloud, Reads("sí, dígame")])
        await stage.play(answering)
        (heard,) = script.of(Heard)
        assert (heard.text, heard.engine) == ("sí, dígame", "embedded:fake")
        assert cloud.asked == asked
        over = stage.desk.finished[0]
        assert over.engines == ["embedded:fake", "embedded:tone"]
        assert over.figures["stt_failovers"] == 1
        assert over.figures["stt_max_ms"] < 2000

    virtually(play)


@pytest.mark.parametrize(
    ("cloud", "asked"),
    [(Tones(CLOUD_TTS, takes=60), 1), (Tones(CLOUD_TTS, works=False), 2)],
    ids=["silent for 1.5 s", "disconnected twice"],
)
def test_the_embedded_voice_goes_on(cloud: Tones, asked: int) -> None:
    async def play() -> None:
        script = Script(on_connected(say("Buenos días"), say("¿Cómo está?", "t1.2")))
        stage = Stage(script, speaks=[cloud, Tones()])
        await stage.play(lambda telephone: telephone.quiet(8))
        assert [played.mark for played in script.of(Played)] == ["t1.1", "t1.2"]
        assert len(cloud.said) == asked
        assert stage.desk.finished[0].figures["tts_failovers"] == 1

    virtually(play)


def test_with_every_engine_down_what_was_rendered_still_says_goodbye() -> None:
    async def play() -> None:
        embedded = Tones()
        bye = "Le llamaremos en otro momento."
        script = Script(
            lambda seen: (
                [say("Buenos días"), say("Otra frase", "t1.2")]
                if isinstance(seen, Connected)
                else [say(bye, "bye", cached=True), HangUp(after="bye")]
                if isinstance(seen, EnginesDown)
                else []
            )
        )
        stage = Stage(script, speaks=[embedded], prompts=[bye])

        async def prospect(telephone: Telephone) -> None:
            await telephone.quiet(1)
            embedded.works = False
            await telephone.quiet(20)

        await stage.play(prospect)
        assert stage.telephone.marks == ["bye"]
        assert stage.telephone.closed == [1000]
        assert stage.desk.finished[0].ending == "closed"
        assert len(script.of(EnginesDown)) == 1

    virtually(play)


def test_with_nothing_rendered_for_the_call_the_last_resort_is_said() -> None:
    async def play() -> None:
        embedded = Tones()
        stage = Stage(
            Script(lambda seen: [say("Buenos días")] if isinstance(seen, Connected | EnginesDown) else []),
            speaks=[embedded],
        )

        async def prospect(telephone: Telephone) -> None:
            embedded.works = False
            await telephone.quiet(20)

        await stage.play(prospect)
        assert len(stage.telephone.of("media")) == len(PARTING["es"]) * MS_PER_LETTER // 20
        assert stage.desk.finished[0].ending == "failed"

    virtually(play)


def test_a_conversation_that_breaks_ends_with_words_too() -> None:
    async def play() -> None:
        def breaks(_seen: object) -> list[object]:
            raise RuntimeError("a bug")

        stage = Stage(Script(breaks))  # type: ignore[arg-type]
        await stage.play(lambda telephone: telephone.quiet(20))
        assert len(stage.telephone.of("media")) == len(PARTING["es"]) * MS_PER_LETTER // 20
        assert stage.desk.finished[0].ending == "failed"

    virtually(play)


def test_without_any_recogniser_the_conversation_learns_it() -> None:
    async def play() -> None:
        script = Script(lambda _seen: ())
        stage = Stage(script, reads=[Reads(works=False)])

        async def prospect(telephone: Telephone) -> None:
            await answering(telephone)
            await telephone.quiet(6)

        await stage.play(prospect)
        assert len(script.of(EnginesDown)) == 1
        assert script.of(Heard) == []

    virtually(play)


def test_a_prompt_is_rendered_once_for_all_calls_and_the_oldest_goes_first() -> None:
    async def play() -> None:
        engine, prompts = Tones(), Prompts(most=12_000)
        voices = [Voice([engine], prompts, Figures()) for _ in range(3)]
        for voice in voices:
            await voice.prepare(["Uno dos tres"], "es")
        audio = [b"".join([piece async for piece in voice.audio("Uno dos tres", "es", keep=True)]) for voice in voices]
        assert engine.said == ["Uno dos tres"]
        assert len(set(audio)) == 1
        assert prompts.find(engine.name, "Uno dos tres", "en") is None
        await voices[0].prepare(["Cuatro cinco seis siete"], "es")
        assert prompts.find(engine.name, "Uno dos tres", "es") is None
        engine.works = False
        with pytest.raises(EngineDown):
            await prompts.render(engine, "nuevo", "es")

    virtually(play)
