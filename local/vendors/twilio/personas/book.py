"""The telephone book: which number is whose."""

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

HERE = Path(__file__).parent
LANGUAGES = ("es", "en")
VOICES = {"es": "es-ES", "en": "en-US"}
ANYBODY = "interested"


class Turn(BaseModel):
    """What somebody does when it is their turn.

    Attributes:
        say: a sentence.
        tone_ms: a beep of 1,000 Hz after it, so long.
        press: keys, after it.
        hang_up: after all that.
        wait_ms: silence before it, beyond the usual.
        interrupts_ms: it does not wait for the other to end, but for so much speech of theirs.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: str = ""
    tone_ms: int = Field(default=0, ge=0)
    press: str = Field(default="", pattern=r"^[0-9*#]*$")
    hang_up: bool = False
    wait_ms: int = Field(default=0, ge=0)
    interrupts_ms: int | None = Field(default=None, ge=100)


class Reply(Turn):
    """A turn for what was heard.

    Attributes:
        when: any of these words, in what was understood, without accents and in lower case.
        times: how often.
    """

    when: tuple[str, ...] = Field(min_length=1)
    times: int = Field(default=1, ge=1)


class Persona(BaseModel):
    """Somebody.

    Attributes:
        number: theirs.
        about: what they are like, in English.
        outcome: what becomes of a call; "unreachable" is refused when it is asked for (21214).
        rings: after how many they answer.
        greeting: their first turn.
        turns: the next ones, in order, when nothing that was heard has a reply.
        replies: to what was heard.
        speaks_after_ms: silence of the other that they take for the end of a turn.
        backchannel: what they say while the other speaks, each `backchannel_ms` of speech.
        deaf: they take no turns, whatever they hear: a mailbox, or somebody who says nothing.
        nudge: what they say after `patience_ms` of silence, twice; then they hang up.
        noise: standard deviation of the noise on the line, in 16-bit samples.
        jitter_ms, loss: of the way to Twilio.
        pitch: of the voice.
        detection: what answering machine detection says of them, rightly or not; None: what it finds.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    language: Literal["es", "en"]
    number: str = Field(pattern=r"^\+[1-9]\d{6,14}$")
    about: str
    outcome: Literal["answer", "busy", "no-answer", "failed", "unreachable"] = "answer"
    rings: int = Field(default=1, ge=1)
    greeting: Turn = Turn()
    turns: tuple[Turn, ...] = ()
    replies: tuple[Reply, ...] = ()
    speaks_after_ms: int = Field(default=900, ge=700)
    backchannel: str = ""
    backchannel_ms: int = Field(default=2000, ge=500)
    deaf: bool = False
    nudge: str = ""
    patience_ms: int = Field(default=8000, ge=1000)
    noise: float = Field(default=0, ge=0)
    jitter_ms: int = Field(default=0, ge=0)
    loss: float = Field(default=0, ge=0, le=1)
    pitch: float = Field(default=1.0, ge=0.5, le=2.0)
    detection: str | None = None

    @property
    def lines(self) -> set[str]:
        """All that they may say."""
        turns = (self.greeting, *self.turns, *self.replies)
        return {turn.say for turn in turns if turn.say} | ({self.backchannel, self.nudge} - {""})

    @property
    def voice(self) -> str:
        return VOICES[self.language]


class Book:
    """Everybody, by number and by name. A number that is in nobody's name is an interested person's."""

    def __init__(self) -> None:
        self.personas = {persona.name: persona for language in LANGUAGES for persona in _read(language)}
        self.numbers = {persona.number: persona for persona in self.personas.values()}

    def of(self, number: str) -> Persona:
        """Who has a number."""
        language = "es" if number.startswith("+57") else "en"
        return self.numbers.get(number) or self.personas[f"{ANYBODY}-{language}"]


def plain(text: str) -> str:
    """Text as it is compared: lower case, without accents and marks, one space between words."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return " ".join(
        re.sub(r"[^a-z0-9ñ ]", " ", "".join(one for one in letters if not unicodedata.combining(one))).split()
    )


def _read(language: str) -> list[Persona]:
    found = tomllib.loads((HERE / f"{language}.toml").read_text())
    everybody = found.pop("everybody")["replies"]
    for facts in found.values():
        if not facts.get("deaf"):
            facts["replies"] = [*facts.get("replies", []), *everybody]
    return [Persona(name=f"{name}-{language}", language=language, **facts) for name, facts in found.items()]
