"""The people who answer: each has a voice, waits for its turn, and does what its persona says."""

import asyncio
import io
import wave
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from local.vendors.twilio.audio import FRAME, SILENCE, decode, is_voiced
from local.vendors.twilio.line import Said
from local.vendors.twilio.personas.book import Book, Persona
from local.vendors.twilio.prospect import Prospect
from local.vendors.twilio.report import Report
from local.vendors.twilio.speech.worker import Ears, Voice
from tests.local.vendors.twilio.agent import LOUD, Agent
from tests.local.vendors.twilio.line import Line

BOOK = Book()
ANSWERING = sorted(name for name, one in BOOK.personas.items() if one.outcome == "answer")
TALKING = [name for name in ANSWERING if not BOOK.personas[name].deaf]


@pytest.fixture(scope="module")
def clips() -> Mapping[str, bytes]:
    """Audio of everything that anybody says, from one process."""
    voice = Voice()

    async def all_lines() -> dict[str, bytes]:
        people = BOOK.personas.values()
        return {line: await voice.speak(line, one.voice, one.pitch) for one in people for line in sorted(one.lines)}

    try:
        return asyncio.run(all_lines())
    finally:
        voice.close()


class Talk:
    """A prospect, heard 20 ms by 20 ms and faster than it speaks."""

    def __init__(self, persona: Persona, clips: Mapping[str, bytes], ears: Ears | None = None) -> None:
        self.facts: list[tuple[str, Mapping[str, Any]]] = []
        self.prospect = Prospect(persona, clips, ears, lambda what, facts: self.facts.append((what, facts)))
        self.said: list[Said] = []

    def hear(self, frame: bytes = SILENCE, *, ms: int = 20) -> list[Said]:
        """What it does meanwhile."""
        some = [self.prospect.tick(frame) for _ in range(ms // 20)]
        self.said += some
        return some

    def until_quiet(self) -> None:
        """Let it finish what it says."""
        self.hear(ms=1500)
        while is_voiced(self.said[-1].frame) or self.prospect._speech:
            self.hear()

    def lines(self) -> list[str]:
        return [str(facts["text"]) for what, facts in self.facts if what == "says"]

    def keys(self) -> str:
        return "".join(one.key for one in self.said)

    def hung_up(self) -> bool:
        return any(one.hangs_up for one in self.said)


def voiced_ms(said: list[Said]) -> int:
    return 20 * sum(is_voiced(one.frame) for one in said)


@pytest.mark.parametrize("name", ANSWERING)
def test_everybody_answers_with_a_voice_of_their_own(clips: Mapping[str, bytes], name: str) -> None:
    persona = BOOK.personas[name]
    talk = Talk(persona, clips)
    talk.until_quiet()
    assert talk.lines() == ([persona.greeting.say] if persona.greeting.say else [])
    assert (voiced_ms(talk.said) > 150) == bool(persona.greeting.say)


@pytest.mark.parametrize("name", TALKING)
def test_everybody_who_talks_takes_their_first_turn(clips: Mapping[str, bytes], name: str) -> None:
    persona = BOOK.personas[name]
    talk = Talk(persona, clips)
    talk.until_quiet()
    during = talk.hear(LOUD, ms=4000)
    interrupts = persona.turns[0].interrupts_ms or persona.backchannel
    assert interrupts or not voiced_ms(during) or persona.noise
    talk.until_quiet()
    talk.hear(ms=4000)
    turn = persona.turns[0]
    assert not turn.say or turn.say in talk.lines()
    assert talk.keys() == turn.press


def test_it_waits_for_the_end_of_a_turn(clips: Mapping[str, bytes]) -> None:
    talk = Talk(BOOK.personas["refusing-en"], clips)
    talk.until_quiet()
    talk.hear(LOUD, ms=1000)
    assert not voiced_ms(talk.hear(ms=800))
    talk.hear(LOUD, ms=1000)
    assert not voiced_ms(talk.hear(ms=860))
    assert voiced_ms(talk.hear(ms=600))
    assert talk.lines()[-1] == "I am not interested, thank you."


def test_a_short_noise_is_no_turn(clips: Mapping[str, bytes]) -> None:
    talk = Talk(BOOK.personas["refusing-en"], clips)
    talk.until_quiet()
    talk.hear(LOUD, ms=80)
    talk.hear(ms=3000)
    assert len(talk.lines()) == 1


def test_it_interrupts_in_the_middle(clips: Mapping[str, bytes]) -> None:
    talk = Talk(BOOK.personas["barge-in-es"], clips)
    talk.until_quiet()
    talk.hear(LOUD, ms=1000)
    talk.until_quiet()
    assert not voiced_ms(talk.hear(LOUD, ms=1480))
    talk.hear(LOUD, ms=1000)
    assert talk.lines()[-1] == "Espere, espere, le quiero preguntar algo primero."


def test_backchannels_take_no_turn(clips: Mapping[str, bytes]) -> None:
    talk = Talk(BOOK.personas["backchannel-es"], clips)
    talk.until_quiet()
    talk.hear(LOUD, ms=6000)
    assert talk.lines()[1:] == ["Ajá."] * 3
    talk.until_quiet()
    assert talk.lines()[-1] == "Sí, cuénteme."


def test_a_mailbox_beeps_and_records(clips: Mapping[str, bytes]) -> None:
    talk = Talk(BOOK.personas["voicemail-es"], clips)
    talk.until_quiet()
    beep = np.concatenate([decode(one.frame) for one in talk.said if is_voiced(one.frame)][-20:])
    assert abs(np.fft.rfftfreq(len(beep), 1 / 8000)[np.abs(np.fft.rfft(beep)).argmax()] - 1000) < 5
    talk.hear(LOUD, ms=20_000)
    assert not talk.hung_up()
    talk.hear(ms=12_000)
    assert talk.hung_up()


def test_who_hears_nothing_asks_twice_and_hangs_up(clips: Mapping[str, bytes]) -> None:
    talk = Talk(BOOK.personas["interested-es"], clips)
    talk.hear(ms=40_000)
    assert talk.lines() == ["¿Aló? Buenas tardes.", "¿Aló? ¿Sigue ahí?", "¿Aló? ¿Sigue ahí?"]
    assert talk.hung_up()


def test_screening_takes_time_and_somebody_comes(clips: Mapping[str, bytes]) -> None:
    talk = Talk(BOOK.personas["screening-en"], clips)
    talk.until_quiet()
    talk.hear(LOUD, ms=3000)
    assert not voiced_ms(talk.hear(ms=3600))
    talk.until_quiet()
    assert talk.lines()[-1] == "Hello? Yes, it is me, go ahead."


def test_a_noisy_line_has_noise_in_the_pauses(clips: Mapping[str, bytes]) -> None:
    talk = Talk(BOOK.personas["noisy-en"], clips)
    quiet = talk.hear(ms=200)
    assert 50 < np.abs(decode(b"".join(one.frame for one in quiet)).astype(int)).mean() < 250


@pytest.fixture(scope="module")
def ears() -> Iterator[Ears]:
    one = Ears()
    yield one
    one.close()


ASKED = "¿Tienen presupuesto para este año?"


def test_it_answers_what_it_understood(clips: Mapping[str, bytes], ears: Ears) -> None:
    voice = Voice()

    async def talk_of_a_budget() -> tuple[list[str], list[Mapping[str, Any]]]:
        talk = Talk(BOOK.personas["interested-es"], clips, ears)
        audio = await voice.speak(ASKED, "es-ES")
        talk.until_quiet()
        for at in range(0, len(audio), FRAME):
            talk.hear(audio[at : at + FRAME].ljust(FRAME, b"\xff"))
        talk.hear(ms=600)
        assert talk.prospect._understanding
        await asyncio.wait_for(asyncio.shield(talk.prospect._understanding), 20)
        talk.until_quiet()
        return talk.lines(), [facts for what, facts in talk.facts if what == "hears"]

    try:
        lines, heard = asyncio.run(talk_of_a_budget())
    finally:
        voice.close()
    assert lines[-1] == "Sí, tenemos presupuesto para eso."
    assert "presupuesto" in str(heard[0]["text"])


def test_silence_is_nothing_that_was_said(ears: Ears) -> None:
    assert asyncio.run(ears.understand(SILENCE * 100, "en")) == ""


def test_a_worker_that_died_is_started_again() -> None:
    voice = Voice()
    asyncio.run(voice.speak("One.", "en-US"))
    process = voice._worker._process
    assert process
    process.kill()
    process.wait()
    assert asyncio.run(voice.speak("Two.", "en-US"))
    voice.close()


@pytest.mark.usefixtures("slowly")
def test_a_conversation_on_the_wire_is_reported(line: Line, voice: Agent) -> None:
    sid = line.dial("+573005550105", voice.document())
    session = voice.session()
    spoke = line.reported(sid, lambda report: report["said"])
    assert spoke[0]["text"] == "¿Aló? ¿Quién habla?"
    session.until_heard(120)
    session.play(50)
    session.mark("t1")
    line.reported(sid, lambda report: [one for one in report["said"] if one["text"].startswith("Por favor")])
    session.until_heard(len(session.of("media")) + 150)
    session.play(50)
    session.mark("bye")
    session.until(lambda: "bye" in session.marks())
    session.close()
    line.until(sid, "completed")
    report = line.report(sid)
    assert report["provider"] == "simulator"
    assert report["exit_code"] == 0
    assert len(report["turns"]) >= 2
    assert all(turn["took_ms"] >= 0 for turn in report["turns"])
    assert report["heard"][0]["answer"].startswith("Por favor, no me vuelvan")
    audio = line.served.root + f"/_simulator/calls/{sid}/audio"
    with wave.open(io.BytesIO(line.fetch(audio))) as recorded:
        assert (recorded.getnchannels(), recorded.getframerate()) == (2, 8000)
        sides = np.frombuffer(recorded.readframes(recorded.getnframes()), "<i2").reshape(-1, 2)
    assert (np.abs(sides.astype(int)).max(axis=0) > 3000).all(), "both are heard"


def test_a_report_is_kept_in_the_folder(tmp_path: Path, clips: Mapping[str, bytes]) -> None:
    report, talk = Report(), Talk(BOOK.personas["refusing-en"], clips)
    for at_ms in range(0, 4000, 20):
        report.hear(talk.prospect.tick(SILENCE), LOUD if at_ms >= 2000 else SILENCE, at_ms)
    report.save(tmp_path / "CA1", {"sid": "CA1"})
    assert {file.name for file in (tmp_path / "CA1").iterdir()} == {"report.json", "call.wav"}
    (turn,) = report.shown()["turns"]
    assert turn["agent_start_ms"] == 2000
    assert turn["took_ms"] == 2000 - turn["user_stop_ms"]
