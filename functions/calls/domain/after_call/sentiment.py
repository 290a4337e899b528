"""How a turn sounds, by a small list of words: rules, not a model, and no more than that."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, Field

from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.text import normalised

_FILE = Path(__file__).with_name("sentiment.toml")
_REACH = 2
"""How many words before another one a negation turns it round."""


class _Lexicon(BaseModel):
    negations: list[str]
    words: Mapping[str, float] = Field(default_factory=dict)


def sentiment(text: str, language: Language) -> float:
    """From -1 to 1; 0 where no word of the list is in it."""
    lexicon, words = _lexicons()[language], normalised(text, language).split()
    found = [
        -lexicon.words[word] if set(words[max(0, at - _REACH) : at]) & set(lexicon.negations) else lexicon.words[word]
        for at, word in enumerate(words)
        if word in lexicon.words
    ]
    return max(-1.0, min(1.0, sum(found) / len(found))) if found else 0.0


@cache
def _lexicons() -> Mapping[Language, _Lexicon]:
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {language: _Lexicon.model_validate(told[language]) for language in ("es", "en")}
