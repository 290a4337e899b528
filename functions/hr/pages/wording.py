"""The texts of the pages, in both languages, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from functions.hr.domain.instruments.instrument import LOCALES
from functions.hr.domain.instruments.parts import Locale
from shared.core.incoming import Incoming

_TEXTS = Path(__file__).with_name("texts")
_ASSETS = Path(__file__).with_name("assets")
MONTHS: Mapping[Locale, str] = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "en": "January February March April May June July August September October November December",
}


@dataclass(frozen=True)
class Wording:
    """The texts of one language."""

    locale: Locale

    def __call__(self, key: str, /, **parts: object) -> str:
        """A text by its name.

        Raises:
            KeyError: there is none.
        """
        return texts()[key][self.locale].format(**parts)

    @property
    def other(self) -> Locale:
        """The language that this is not."""
        return LOCALES[1] if self.locale == LOCALES[0] else LOCALES[0]


def spoken(asked: Locale | None, incoming: Incoming) -> Wording:
    """The language that somebody asks for, or their browser's; Spanish if it is neither."""
    accepted = incoming.headers.get("accept-language", "").split(",")
    wanted = [one.strip()[:2].lower() for one in accepted]
    known: list[Locale] = [locale for one in wanted for locale in LOCALES if locale == one]
    return Wording(asked or (known or list(LOCALES))[0])


def day(at: datetime, say: Wording) -> str:
    """A day as it is written in a language."""
    month = MONTHS[say.locale].split()[at.month - 1]
    return f"{at.day} de {month} de {at.year}" if say.locale == LOCALES[0] else f"{at.day} {month} {at.year}"


def number(value: float, say: Wording) -> str:
    """With one decimal, and the sign that separates it in a language."""
    text = f"{value:.1f}"
    return text.replace(".", ",") if say.locale == LOCALES[0] else text


def capital(text: str) -> str:
    """A text as it begins a line."""
    return text[:1].upper() + text[1:]


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Every text by its name, ``door.title``, in every language."""
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(_TEXTS.glob("*.toml")):
        found |= _flat(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


@cache
def asset(name: str) -> str:
    """A style or a script of ours."""
    return (_ASSETS / name).read_text(encoding="utf-8")


def _flat(table: Mapping[str, Any], name: str = "") -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    words = {locale: text for locale, text in table.items() if isinstance(text, str)}
    if words:
        found[name] = words
    for key, inside in table.items():
        if not isinstance(inside, str):
            found |= _flat(inside, f"{name}.{key}" if name else key)
    return found
