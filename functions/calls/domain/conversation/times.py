"""Times as people say them, and as they are said to people, in the prospect's zone and by a given clock."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.text import in_words, normalised, number_words

_DAYS: dict[Language, tuple[str, ...]] = {
    "es": ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
_SPOKEN_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_MONTHS: dict[Language, tuple[str, ...]] = {
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    "en": (
        "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december",
    ),
}  # fmt: skip
_PARTS: dict[Language, tuple[tuple[str, str], ...]] = {
    "es": (
        ("am", r"\b(?:(?:de|en|por) la |a la )manana\b|\bam\b"),
        ("pm", r"\b(?:de|en|por|a) la (?:tarde|noche)\b|\bpm\b"),
    ),
    "en": (
        ("am", r"\b(?:in the )?morning\b|\bam\b"),
        ("pm", r"\b(?:in the )?(?:afternoon|evening)\b|\bpm\b|\bat night\b|\btonight\b"),
    ),
}
_USUAL: dict[str | None, time] = {"am": time(9), "pm": time(15), None: time(10)}
"""The hour of a day for which somebody said no hour."""
_NOON, _FIRST_BARE_MORNING = 12, 7
_HALF, _QUARTER = 30, 15
_ACCENTED = {
    "dieciseis": "dieciséis", "veintidos": "veintidós", "veintitres": "veintitrés", "veintiseis": "veintiséis",
}  # fmt: skip
_WEEK = 7
_NIGHT = 19
_TEN = 10


class _Clock(NamedTuple):
    hour: int
    minute: int


def moment_in(text: str, language: Language, now: datetime) -> datetime | None:
    """The moment that somebody names, or None.

    An hour without a.m. or p.m. is one of the working day: seven to eleven in the morning, else the afternoon. A day
    without an hour is its morning or afternoon, as said, else ten o'clock; an hour without a day is
    its next occurrence.

    Args:
        text: as it was recognised.
        language: of the call.
        now: the prospect's local time; the answer is in the same zone.
    """
    words = normalised(text, language)
    if (later := _from_now(words, language)) is not None:
        return (now.astimezone(UTC) + later).astimezone(now.tzinfo).replace(second=0, microsecond=0)
    part, rest = _part_of_day(words, language)
    clock = _clock_in(rest, language)
    day = _day_in(rest, language, now.date())
    if clock is None and day is None and part is None:
        return None
    if clock is None and day is None and not re.search(_PART_ALONE[language], words):
        return None
    at = _USUAL[part] if clock is None else _of_day(clock, part)
    if at is None:
        return None
    named = _at(day or now.date(), at, now)
    return named if day or named > now else _at(now.date() + timedelta(days=1), at, now)


_PART_ALONE: dict[Language, str] = {
    "es": r"\b(?:en|por|a) la (?:manana|tarde|noche)\b",
    "en": r"\b(?:in the (?:morning|afternoon|evening)|tonight)\b",
}


def names_a_day(text: str, language: Language, now: datetime) -> bool:
    """Whether a text says which day."""
    return _day_in(_part_of_day(normalised(text, language), language)[1], language, now.date()) is not None


def names_an_hour(text: str, language: Language) -> bool:
    """Whether a text says an hour."""
    return _clock_in(_part_of_day(normalised(text, language), language)[1], language) is not None


def spoken_moment(at: datetime, language: Language, now: datetime) -> str:
    """A moment as it is said to the prospect, with weekday, day and hour."""
    local = at.astimezone(now.tzinfo)
    return _in_spanish(local, now) if language == "es" else _in_english(local, now)


def _at(day: date, at: time, now: datetime) -> datetime:
    """A local time, moved forward where the clock skips it."""
    return datetime.combine(day, at, now.tzinfo).astimezone(UTC).astimezone(now.tzinfo)


def _part_of_day(words: str, language: Language) -> tuple[str | None, str]:
    found = None
    for part, pattern in _PARTS[language]:
        words, times = re.subn(pattern, " ", words)
        if times and found is None:
            found = part
    return found, " ".join(words.split())


def _number(language: Language) -> str:
    return "|".join(sorted((*number_words(language), *_ARTICLES[language]), key=len, reverse=True))


_ARTICLES: dict[Language, dict[str, int]] = {"es": {"una": 1, "un": 1}, "en": {"an": 1, "a": 1}}


def _value(word: str, language: Language) -> int:
    return _ARTICLES[language].get(word) or number_words(language)[word]


def _from_now(words: str, language: Language) -> timedelta | None:
    """`en dos horas`, `in half an hour`."""
    half = {"es": r"\ben media hora\b", "en": r"\bin half an hour\b"}[language]
    if re.search(half, words):
        return timedelta(minutes=_HALF)
    lead = {"es": "(?:en|dentro de)", "en": "in"}[language]
    units = {"es": "(horas?|minutos?|dias?)", "en": "(hours?|minutes?|days?)"}[language]
    found = re.search(rf"\b{lead} ({_number(language)}) {units}\b", words)
    if not found or found[2][0] == "d":
        return None
    count = _value(found[1], language)
    return timedelta(hours=count) if found[2][0] == "h" else timedelta(minutes=count)


def _clock_in(words: str, language: Language) -> _Clock | None:
    return _spanish_clock(words) if language == "es" else _english_clock(words)


def _spanish_clock(words: str) -> _Clock | None:
    number = _number("es")
    found = re.search(
        rf"\b(?:a|para|tipo|como a|hacia) las? ({number})\b"
        rf"(?: (y media|y cuarto|menos cuarto|en punto|(?:y )?(?:{number})\b))?",
        words,
    ) or re.search(rf"^(?:las? )?({number})(?: (y media|y cuarto|menos cuarto))?$", words)
    if not found:
        return _Clock(_NOON, 0) if re.search(r"\bmedio ?dia\b", words) else None
    hour, tail = _value(found[1], "es"), found[2] or ""
    if tail == "menos cuarto":
        return _Clock(_before(hour), 45)
    minutes = {"y media": _HALF, "y cuarto": _QUARTER, "en punto": 0, "": 0}
    return _Clock(hour, minutes[tail] if tail in minutes else _value(tail.removeprefix("y "), "es"))


def _before(hour: int) -> int:
    """The hour before one on a clock face."""
    return (hour - 2) % _NOON + 1


def _english_clock(words: str) -> _Clock | None:
    number = _number("en")
    if re.search(r"\b(?:noon|midday)\b", words):
        return _Clock(_NOON, 0)
    if found := re.search(rf"\b(half past|quarter past|quarter to) ({number})\b", words):
        hour = _value(found[2], "en")
        return {
            "half past": _Clock(hour, _HALF),
            "quarter past": _Clock(hour, _QUARTER),
            "quarter to": _Clock(_before(hour), 45),
        }[found[1]]
    found = re.search(rf"\b(?:at|around|about|by) ({number})\b(?: ((?:oh )?(?:{number}))\b)?", words)
    found = found or re.search(rf"\b({number})(?: ({number}))?(?: o ?clock)$", words)
    found = found or re.search(rf"^({number})(?: ({number}))?$", words)
    found = found or re.search(rf"\b(?:day|tomorrow|today) ({number})(?: ({number}))?$", words)
    if not found:
        return None
    return _Clock(_value(found[1], "en"), _value(found[2].removeprefix("oh "), "en") if found[2] else 0)


def _of_day(clock: _Clock, part: str | None) -> time | None:
    hour = clock.hour
    if part == "pm" and 0 < hour < _NOON:
        hour += _NOON
    elif part == "am" and hour == _NOON:
        hour = 0
    elif part is None and 0 < hour < _FIRST_BARE_MORNING:
        hour += _NOON
    try:
        return time(hour, clock.minute)
    except ValueError:
        return None


def _day_in(words: str, language: Language, today: date) -> date | None:
    for pattern, days in _RELATIVE[language]:
        if re.search(pattern, words):
            return today + timedelta(days=days)
    if named := _named_day(words, language, today):
        return named
    for number, name in enumerate(_DAYS[language]):
        if re.search(rf"\b{name}\b", words):
            ahead = (number - today.weekday()) % _WEEK or _WEEK
            return today + timedelta(days=ahead)
    if re.search({"es": r"\b(?:proxima|otra) semana\b|\bsemana que viene\b", "en": r"\bnext week\b"}[language], words):
        return today + timedelta(days=_WEEK - today.weekday())
    return None


_RELATIVE: dict[Language, tuple[tuple[str, int], ...]] = {
    "es": ((r"\bpasado manana\b", 2), (r"\bmanana\b", 1), (r"\b(?:hoy|mas tarde|esta tarde)\b", 0)),
    "en": ((r"\bday after tomorrow\b", 2), (r"\btomorrow\b", 1), (r"\b(?:today|later today|this afternoon)\b", 0)),
}


def _named_day(words: str, language: Language, today: date) -> date | None:
    """`el cinco de diciembre`, `december fifth`: days as cardinal numbers, as recognisers write them."""
    months, number = "|".join(_MONTHS[language]), _number(language)
    pattern = {"es": rf"\b({number}) de ({months})\b", "en": rf"\b({months}) ({number})\b"}[language]
    found = re.search(pattern, words)
    if not found:
        return None
    word, month = (found[1], found[2]) if language == "es" else (found[2], found[1])
    return _next(today, _MONTHS[language].index(month) + 1, _value(word, language))


def _next(today: date, month: int, day: int) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            named = date(year, month, day)
        except ValueError:
            continue
        if named >= today:
            return named
    return None


def _in_spanish(local: datetime, now: datetime) -> str:
    hour = local.hour % _NOON or _NOON
    clock = f"{'la' if hour == 1 else 'las'} {'una' if hour == 1 else in_words(hour, 'es')}"
    if local.minute:
        tails = {_QUARTER: "cuarto", _HALF: "media"}
        clock += f" y {tails.get(local.minute) or in_words(local.minute, 'es')}"
    day = f"el {_SPOKEN_DAYS[local.weekday()]} {_day_of_month(local.day)} de {_MONTHS['es'][local.month - 1]}"
    return f"{_near(local, now, 'hoy', 'mañana')}{day} a {clock} {_part_in_spanish(local.hour)}"


def _part_in_spanish(hour: int) -> str:
    if hour == _NOON:
        return "del mediodía"
    return "de la mañana" if hour < _NOON else "de la tarde" if hour < _NIGHT else "de la noche"


def _day_of_month(day: int) -> str:
    words = in_words(day, "es")
    return "primero" if day == 1 else _ACCENTED.get(words, words)


def _in_english(local: datetime, now: datetime) -> str:
    hour = in_words(local.hour % _NOON or _NOON, "en")
    minute = f" {'oh ' if local.minute < _TEN else ''}{in_words(local.minute, 'en')}" if local.minute else ""
    day = f"{_DAYS['en'][local.weekday()].title()} {_MONTHS['en'][local.month - 1].title()} {in_words(local.day, 'en')}"
    part = "a m" if local.hour < _NOON else "p m"
    return f"{_near(local, now, 'today', 'tomorrow')}{day} at {hour}{minute} {part}"


def _near(local: datetime, now: datetime, today: str, tomorrow: str) -> str:
    ahead = (local.date() - now.date()).days
    return {0: f"{today}, ", 1: f"{tomorrow}, "}.get(ahead, "")
