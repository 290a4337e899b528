"""Spoken words in the one form that rules are written in: lower case, no accents, digits as words."""

import re
import unicodedata
from functools import cache, lru_cache

from functions.calls.domain.conversation.actions import Language

_UNITS: dict[Language, str] = {
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis "
    "veintisiete veintiocho veintinueve",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
}
_TENS: dict[Language, str] = {
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
_HUNDREDS = "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
_LONGEST_NUMBER = 3  # digits; what is longer is read digit by digit, as telephone numbers are
_HUNDRED = 100


@lru_cache(maxsize=64)
def normalised(text: str, language: Language) -> str:
    """Text as the rules match it."""
    bare = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(mark for mark in bare if not unicodedata.combining(mark)).replace("'", "").replace("\u2019", "")
    bare = re.sub(r"\b([ap])\.? ?m\b\.?", r" \1m ", bare)
    bare = re.sub(r"\d+", lambda found: f" {_spoken(found[0], language)} ", bare)
    return " ".join(re.findall(r"[a-z]+", bare))


def in_words(number: int, language: Language) -> str:
    """A number below a thousand as it is spoken, without accents."""
    units, tens = _UNITS[language].split(), _TENS[language].split()
    if number < len(units):
        return units[number]
    if number < _HUNDRED:
        first = 30 if language == "es" else 20
        ten, unit = tens[(number - first) // 10], number % 10
        joint = " y " if language == "es" else " "
        return ten + (joint + units[unit] if unit else "")
    hundreds, rest = divmod(number, _HUNDRED)
    if language == "es":
        head = "cien" if number == _HUNDRED else _HUNDREDS.split()[hundreds - 1]
    else:
        head = f"{units[hundreds]} hundred"
    return head + (" " + in_words(rest, language) if rest else "")


@cache
def number_words(language: Language) -> dict[str, int]:
    """The words of the numbers below sixty, for clocks and days."""
    return {in_words(number, language): number for number in range(60)}


def _spoken(digits: str, language: Language) -> str:
    if len(digits) > _LONGEST_NUMBER:
        return " ".join(in_words(int(digit), language) for digit in digits)
    return in_words(int(digits), language)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each of which is marked when it is spoken."""
    return tuple(part.strip() for part in re.split(r"(?<=[.!?])\s+", text) if part.strip())
