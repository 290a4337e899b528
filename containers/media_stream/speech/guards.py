"""What a recogniser says though nobody said it: what to believe of a decoded text."""

import re

LEAST_VOICED_MS = 192
"""Noise and tones have no voice at all, and decode to words at a no-speech probability as low as 0.35."""
NO_SPEECH = 0.8
"""Silence decodes to "you" at 0.91 and more."""
TOKENS_PER_SECOND = 7
SPARE_TOKENS = 6
"""Of a short answer, whose punctuation counts as well."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_PHRASE = 3
"""Words that make one. Of fewer, so many rounds are what people say: "no, no, no". A stuck recogniser goes on."""


def without_repeats(text: str) -> str:
    """The text without an end that says once more what it began to say before.

    Three words or more that come again right after themselves are cut, as is their beginning alone if it has three; of
    one or two words that go on and on, three rounds stay.
    """
    found = list(_WORD.finditer(text))
    words = [word[0].casefold() for word in found]
    for start in range(len(words)):
        for period in range(1, len(words) - start):
            again = _repeated(words[start:], period)
            keep = period * (_PHRASE if period < _PHRASE else 1)
            if start + period + again == len(words) and again >= _PHRASE and len(words) - start > keep:
                return text[: found[start + keep].start()].rstrip(" ,;:¿¡")
    return text


def runs_away(tokens: int, seconds: float) -> bool:
    """Whether nobody can have said so much in that time."""
    return tokens > SPARE_TOKENS + TOKENS_PER_SECOND * seconds


def _repeated(words: list[str], period: int) -> int:
    """How many words after the first `period` say the same again, from the beginning of those on."""
    count = 0
    while period + count < len(words) and words[period + count] == words[count]:
        count += 1
    return count
