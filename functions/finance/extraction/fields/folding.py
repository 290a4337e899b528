"""Text as it is compared: without case, accents and punctuation."""

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W_]+|[#%]")
_DEGREE = str.maketrans({"°": "o", "º": "o", "ª": "a", "№": "n", "\u2019": "'"})


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word with where it stands in the text it was taken from."""

    text: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, "N°" as "no"; offsets are those of the text as given."""
    found = _TOKEN.finditer(text.translate(_DEGREE))
    return tuple(Token(_plain(match.group()), match.start(), match.end()) for match in found)


def folded(text: str) -> tuple[str, ...]:
    """The folded words only."""
    return tuple(token.text for token in tokens(text))


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
