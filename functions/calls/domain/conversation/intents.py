"""What the prospect means, by rules over normalised words; a model may propose where the rules are unsure."""

import re
import tomllib
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.text import normalised

_FILE = Path(__file__).with_name("cues.toml")
SURE = 0.6
_SIMILAR = 0.75
_ANCHORED = 0.85
_LEAST_HEARD = 0.4

Intent = Literal[
    "do_not_call",
    "human_request",
    "hostile",
    "wrong_person",
    "voicemail_greeting",
    "screening",
    "stop_recording",
    "is_this_ai",
    "recording_question",
    "no_trust",
    "who_are_you",
    "not_interested_firm",
    "hold",
    "gatekeeper",
    "busy",
    "callback",
    "send_info",
    "contract_lock",
    "no_authority",
    "no_budget",
    "already_have",
    "price",
    "not_interested",
    "goodbye",
    "interested",
    "affirm",
    "deny",
    "backchannel",
    "answer",
    "unclear",
]
"""In order of priority: the first whose cue is heard wins."""

IN_BOTH: tuple[Intent, ...] = (
    "do_not_call",
    "human_request",
    "hostile",
    "is_this_ai",
    "screening",
    "voicemail_greeting",
)
"""Understood in the other language, too."""
SIGNS: tuple[Intent, ...] = ("voicemail_greeting", "screening")
"""Looked for before a person has spoken, and never read as what a person means."""
OBJECTIONS: tuple[Intent, ...] = (
    "no_trust", "contract_lock", "no_authority", "no_budget", "already_have", "price",
)  # fmt: skip
PROPOSABLE: tuple[Intent, ...] = (
    "who_are_you", "is_this_ai", "recording_question", "gatekeeper", "busy", "callback", "send_info", *OBJECTIONS,
    "not_interested", "interested", "affirm", "deny", "answer",
)  # fmt: skip
"""What a model may propose: never to suppress, to hand over, to stop a recording, or that a machine answered."""


class Reading(BaseModel):
    """What was understood.

    Attributes:
        source: `rules`, `key`, or the model that proposed it.
    """

    model_config = ConfigDict(frozen=True)

    intent: Intent
    confidence: float
    source: str = "rules"


class _Fuzzy(BaseModel):
    phrase: str
    anchor: str


class _Cues(BaseModel):
    version: str
    intents: dict[Intent, dict[Language, list[str]]]
    unless: dict[Intent, dict[Language, list[str]]]
    fuzzy: dict[Language, list[_Fuzzy]]


class Cues:
    """The cues of a version, ready to be matched."""

    def __init__(self, told: _Cues) -> None:
        self.version = told.version
        self.patterns = {
            (intent, language): re.compile("|".join(rf"\b(?:{cue})\b" for cue in cues))
            for intent, languages in told.intents.items()
            for language, cues in languages.items()
        }
        self.unless = {
            (intent, language): re.compile("|".join(rf"\b(?:{cue})\b" for cue in cues))
            for intent, languages in told.unless.items()
            for language, cues in languages.items()
        }
        self.fuzzy = told.fuzzy

    def heard(self, intent: Intent, text: str, language: Language) -> bool:
        """Whether a cue of an intent is in a normalised text."""
        pattern = self.patterns.get((intent, language))
        return bool(pattern and pattern.search(self.without(intent, text, language)))

    def without(self, intent: Intent, text: str, language: Language) -> str:
        """A normalised text without the phrases that only look like a cue of an intent."""
        but = self.unless.get((intent, language))
        return but.sub(" / ", text) if but else text


@cache
def cues() -> Cues:
    """The cues that we ship."""
    return Cues(_Cues.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8"))))


def understood(text: str, language: Language, confidence: float = 1.0, *, asked_openly: bool = False) -> Reading:
    """What somebody means.

    Args:
        text: as it was recognised.
        language: of the call.
        confidence: of the recogniser.
        asked_openly: whether the last question wants an answer in free words.
    """
    words = normalised(text, language)
    for intent in (name for name in get_args(Intent) if name not in SIGNS):
        if is_heard(intent, text, language):
            return Reading(intent=intent, confidence=0.95)
        if intent == "do_not_call" and is_garbled_opt_out(text):
            return Reading(intent=intent, confidence=0.8)
    if asked_openly and len(words.split()) > 1 and confidence >= _LEAST_HEARD:
        return Reading(intent="answer", confidence=0.7)
    return Reading(intent="unclear", confidence=0.3)


def is_heard(intent: Intent, text: str, language: Language) -> bool:
    """Whether a cue of an intent is in a text, in the language of the call or, for some, in either."""
    languages: tuple[Language, ...] = ("es", "en") if intent in IN_BOTH else (language,)
    return any(cues().heard(intent, normalised(text, spoken), spoken) for spoken in languages)


def is_garbled_opt_out(text: str) -> bool:
    """Whether a text sounds like a wish not to be called, however badly it was heard.

    A window of words has to resemble a known phrase by `_SIMILAR` and to hold the phrase's anchor: "por favorza que me
    de la lista" is what a recogniser made of "por favor sáqueme de la lista" (measured).
    """
    known = cues()
    return any(
        _resembles(known.without("do_not_call", normalised(text, language), language).split(), fuzzy)
        for language, phrases in known.fuzzy.items()
        for fuzzy in phrases
    )


def _resembles(words: list[str], fuzzy: _Fuzzy) -> bool:
    phrase, anchor = fuzzy.phrase.replace(" ", ""), fuzzy.anchor.replace(" ", "")
    if not any(_alike(window, anchor, _ANCHORED) for window in _windows(words, len(fuzzy.anchor.split()))):
        return False
    return any(
        _alike(window, phrase, _SIMILAR)
        and any(_alike(part, anchor, _ANCHORED) for part in _windows(raw, len(fuzzy.anchor.split())))
        for window, raw in _spans(words, len(fuzzy.phrase.split()))
    )


def _windows(words: list[str], size: int) -> list[str]:
    """Neighbouring words, about as many as an anchor has: recognisers join and split them."""
    return [
        "".join(words[at : at + length])
        for length in range(max(1, size - 1), size + 2)
        for at in range(max(1, len(words) - length + 1))
    ]


def _spans(words: list[str], size: int) -> list[tuple[str, list[str]]]:
    """Neighbouring words, one fewer to two more than the phrase has."""
    return [
        ("".join(words[at : at + length]), words[at : at + length])
        for length in range(max(1, size - 1), size + 3)
        for at in range(max(1, len(words) - length + 1))
    ]


def _alike(one: str, other: str, least: float) -> bool:
    shared = len(one) - len(one.translate(_letters_of(other)))
    if 2 * min(shared, len(other)) < least * (len(one) + len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least


@cache
def _letters_of(known: str) -> dict[int, None]:
    """Takes the letters of a phrase of ours out of a text: what is left cannot match, which is cheap to see."""
    return dict.fromkeys(map(ord, known))
