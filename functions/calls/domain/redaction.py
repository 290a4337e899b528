"""Numbers that must not be kept of what somebody said: payment cards, and national ids."""

import re

CARD = "[card]"
IDENTITY = "[id]"

_RUN = re.compile(r"(?<![\w+])\d(?:[ .\-]?\d){6,18}(?!\w)")
_MONEY_BEFORE = re.compile(r"(?:\$|€|\bcop|\busd|\bpesos|\bd[oó]lares)\s*$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s*(?:de\s+)?(?:pesos|d[oó]lares|dollars|cop|usd|euros?)\b", re.IGNORECASE)

_DIGIT_WORDS = (
    "cero|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zero|oh|one|two|three|four|five|six|seven|eight|nine"
)
_SPOKEN_RUN = re.compile(rf"\b(?:{_DIGIT_WORDS})(?:[ ,.\-]+(?:{_DIGIT_WORDS})){{6,18}}\b", re.IGNORECASE)

_CARD_LENGTHS = range(13, 20)


def redacted(text: str) -> str:
    """The text without runs of digits that are long enough for a card or a national id; amounts of money stay.

    A recogniser mishears digits, so no check digit is asked for. A telephone number is hidden with them, and so are
    digits that were written down as words.
    """
    without = _RUN.sub(lambda found: _without(found, text), text)
    return _SPOKEN_RUN.sub(_without_words, without)


def _without(found: re.Match[str], text: str) -> str:
    if sum(sign.isdigit() for sign in found[0]) in _CARD_LENGTHS:
        return CARD
    is_money = _MONEY_BEFORE.search(text[: found.start()]) or _MONEY_AFTER.match(text[found.end() :])
    return found[0] if is_money else IDENTITY


def _without_words(found: re.Match[str]) -> str:
    return CARD if len(re.findall(r"\w+", found[0])) in _CARD_LENGTHS else IDENTITY
