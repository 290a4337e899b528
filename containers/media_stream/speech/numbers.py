"""Numbers as people say them: a recogniser writes "20" where another hears "veinte", and scripts match words.

Long numbers and rows of them stay digits: they are telephones, cards and ids, which are hidden before anything is kept.
"""

import re

from functions.calls.domain.conversation.actions import Language

_LARGEST = 9999
_THOUSAND, _HUNDRED, _TEN = 1000, 100, 10
_NUMBER = re.compile(
    r"(?<![\w.,:/-])(?P<money>\$)?(?P<whole>\d{1,4})(?::(?P<minutes>[0-5]\d))?(?P<percent> ?%)?"
    r"(?![\w/]|[.,:-]\w|[\s.-]*\d)"
)
_ROW = re.compile(r"\d[\s.-]*$")

_UNITS = {
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis "
    "veintisiete veintiocho veintinueve",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
}
_TENS = {
    "es": "- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "en": "- - twenty thirty forty fifty sixty seventy eighty ninety",
}
_HUNDREDS = "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
_MONEY = {"es": "pesos", "en": "dollars"}
_PERCENT = {"es": "por ciento", "en": "percent"}


def in_words(text: str, language: Language) -> str:
    """The text with its small numbers, times, amounts and percentages in words."""

    def said(found: re.Match[str]) -> str:
        if _ROW.search(text[: found.start()]):
            return found[0]
        minutes = int(found["minutes"] or 0)
        words = [spelled(int(found["whole"]), language), *([spelled(minutes, language)] if minutes else [])]
        unit = [_MONEY[language]] if found["money"] else [_PERCENT[language]] if found["percent"] else []
        return " ".join([*words, *unit])

    return _NUMBER.sub(said, text)


def spelled(number: int, language: Language) -> str:
    """A number up to 9,999 in words.

    Raises:
        ValueError: it is larger, or negative.
    """
    if not 0 <= number <= _LARGEST:
        raise ValueError(number)
    thousands, hundreds = divmod(number, _THOUSAND)
    parts = [*([_thousands(thousands, language)] if thousands else []), *_below_thousand(hundreds, language)]
    return " ".join(parts) or _UNITS[language].split()[0]


def _thousands(count: int, language: Language) -> str:
    if language == "es":
        return "mil" if count == 1 else f"{spelled(count, language)} mil"
    return f"{spelled(count, language)} thousand"


def _below_thousand(number: int, language: Language) -> list[str]:
    hundreds, rest = divmod(number, _HUNDRED)
    if language == "es":
        head = "cien" if number == _HUNDRED else _HUNDREDS.split()[hundreds]
    else:
        head = f"{_UNITS[language].split()[hundreds]} hundred"
    return [*([head] if hundreds else []), *([_below_hundred(rest, language)] if rest else [])]


def _below_hundred(number: int, language: Language) -> str:
    units = _UNITS[language].split()
    if number < len(units):
        return units[number]
    tens, rest = divmod(number, _TEN)
    link = " y " if language == "es" else "-"
    return _TENS[language].split()[tens] + (f"{link}{units[rest]}" if rest else "")
