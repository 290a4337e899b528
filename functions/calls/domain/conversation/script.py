"""What a campaign says: versioned data in Spanish and English, with the words that the law asks for."""

import hashlib
import string
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.duties import broken
from functions.calls.domain.conversation.state import ObjectionName, Slot

_FOLDER = Path(__file__).parent / "scripts"
DEFAULT = "hotels"

LineName = Literal[
    "disclosure", "opt_out", "hostile", "wrong_person", "who_are_you", "is_this_ai", "recording_question",
    "not_recorded", "origin", "origin_unknown", "identify_name", "identify_role", "identify_again", "gatekeeper",
    "hold", "pitch", "pitch_again", "offer_slots", "offer_again", "confirm_meeting", "ask_when", "ask_when_again",
    "confirm_callback", "other_time", "taken", "confirm_email", "no_email", "offer_human", "handoff", "nobody_there",
    "silence", "hurry", "voicemail", "screening", "resumed", "bye_meeting", "bye_callback", "bye_later",
    "bye_information", "bye_interested", "bye_refused", "bye_silent", "bye_time", "bye_unclear", "bye_engines", "bye",
]  # fmt: skip
KNOWN = {"company", "purpose", "role", "name", "call_back", "toll_free", "origin"}
"""What a text may name that is known before the call."""
OF_THE_MOMENT = {"when", "first", "second"}
"""What a text may name that is found out in the call."""
_MAY_NAME: dict[str, set[str]] = {
    "offer_slots": {"first", "second"},
    "offer_again": {"first", "second"},
    "confirm_meeting": {"when"},
    "confirm_callback": {"when"},
    "other_time": {"when"},
    "bye_meeting": {"when"},
    "bye_callback": {"when"},
}


class Question(BaseModel):
    """A question, and the same in other words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: str = Field(min_length=3, max_length=200)
    again: str = Field(min_length=3, max_length=200)


class Argument(BaseModel):
    """An answer to an objection: acknowledge and argue, then one question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer: str = Field(min_length=3, max_length=300)
    question: str = Field(min_length=3, max_length=200)


class Wording(BaseModel):
    """All texts in one language.

    Attributes:
        purpose: of the call, in a few words, as the disclosure says it.
        role: of the person who decides, as `identify_role` says it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: str = Field(min_length=3, max_length=40)
    role: str = Field(min_length=3, max_length=60)
    lines: dict[LineName, str]
    questions: dict[Slot, Question]
    objections: dict[ObjectionName, Argument]

    @model_validator(mode="after")
    def _is_complete(self) -> "Wording":
        for wanted, there in ((LineName, self.lines), (Slot, self.questions), (ObjectionName, self.objections)):
            if missing := [name for name in get_args(wanted) if name not in there]:
                raise ValueError(f"texts are missing: {', '.join(missing)}")
        for line, text in self.texts().items():
            if unknown := _named(text) - KNOWN - _MAY_NAME.get(line, set()):
                raise ValueError(f"{line} names what it cannot know: {', '.join(sorted(unknown))}")
        return self

    def texts(self) -> dict[str, str]:
        """Every text by the name of its line."""
        found: dict[str, str] = {str(line): text for line, text in self.lines.items()}
        for slot, question in self.questions.items():
            found |= {f"question.{slot}": question.ask, f"question.{slot}.again": question.again}
        for name, argument in self.objections.items():
            found |= {f"objection.{name}": argument.answer, f"objection.{name}.question": argument.question}
        return found


class Script(BaseModel):
    """What a campaign says, and how patient it is.

    Attributes:
        version: names these very words.
        qualify_turns: questions before it comes to an end.
        most_objections: how many are answered in all.
        most_turns: of the prospect, before it says goodbye.
        longest_seconds: of the call.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")
    version: str = Field(min_length=1, max_length=60)
    qualify_turns: int = Field(default=4, ge=1, le=8)
    most_objections: int = Field(default=2, ge=1, le=3)
    most_turns: int = Field(default=40, ge=5, le=60)
    longest_seconds: int = Field(default=600, ge=60, le=600)
    wording: dict[Language, Wording]

    @model_validator(mode="after")
    def _keeps_the_law(self) -> "Script":
        for language in get_args(Language):
            if language not in self.wording:
                raise ValueError(f"there are no texts in {language}")
            wording = self.wording[language]
            if faults := broken(wording.texts(), wording.purpose, language):
                raise ValueError("; ".join(faults))
        return self


class WordingEdit(BaseModel):
    """What a company may say differently, in one language; what is not named stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: str | None = None
    role: str | None = None
    lines: dict[LineName, str] = {}
    questions: dict[Slot, Question] = {}
    objections: dict[ObjectionName, Argument] = {}


class ScriptEdit(BaseModel):
    """A company's own words and patience; whatever it says, the duties of `Script` stay."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    qualify_turns: int | None = None
    most_objections: int | None = None
    wording: dict[Language, WordingEdit] = {}


def edited(script: Script, edit: ScriptEdit) -> Script:
    """A script in a company's words; its version names these words.

    Raises:
        ValueError: a duty is broken, a text is missing or names what it cannot know.
    """
    told = script.model_dump()
    changes = edit.model_dump(exclude_none=True)
    for language, wording in changes.pop("wording", {}).items():
        for part, new in wording.items():
            told["wording"][language][part] = told["wording"][language][part] | new if isinstance(new, dict) else new
    told |= changes
    digest = hashlib.sha256(repr(sorted(changes.items())).encode() + edit.model_dump_json().encode()).hexdigest()[:8]
    return Script.model_validate(told | {"version": f"{script.version}+{digest}"})


def chosen(name: str, edit: dict[str, Any]) -> Script:
    """A script of ours, in a company's words where it has any.

    Raises:
        KeyError: there is no script of that name.
        ValueError: as for `edited`.
    """
    script = script_of(name)
    return edited(script, ScriptEdit.model_validate(edit)) if edit else script


@cache
def script_of(name: str = DEFAULT) -> Script:
    """A script that we ship.

    Raises:
        KeyError: there is none of that name.
    """
    file = _FOLDER / f"{name}.toml"
    if file.parent != _FOLDER or not file.is_file():
        raise KeyError(name)
    told: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return Script.model_validate(told)


def _named(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        raise ValueError("a text has a stray brace") from None
