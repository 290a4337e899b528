"""Consent by purpose: separate, versioned, never assumed, and gone at once when it is withdrawn.

Source: Ley 1581 de 2012 arts. 5 and 6; SIC, Circular Externa 002 of 21 August 2024.
"""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from functions.hr.domain.instruments.parts import Locale, Part

Purpose = Literal["assessment", "ml_prediction", "team_aggregate", "model_training"]

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

_FILE = Path(__file__).with_name("texts.toml")


class ConsentOutdatedError(ValueError):
    """Consent to a text that is not the current one of its purpose."""


class ConsentText(Part):
    """What a person agrees to."""

    purpose: Purpose
    version: str
    valid_from: date
    es: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def sha256(self, locale: Locale) -> str:
        """What a consent keeps, to show later what was agreed to."""
        return sha256((self.es if locale == "es" else self.en).encode()).hexdigest()


@cache
def published_texts() -> tuple[ConsentText, ...]:
    """The texts of this repository, read once."""
    return tuple(ConsentText.model_validate(row) for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["texts"])


Texts = Callable[[], Iterable[ConsentText]]
"""Gives all texts, of every purpose and time."""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """That somebody agreed to a text, and until when.

    Attributes:
        text_sha256: of the text as it was read.
    """

    purpose: Purpose
    version: str
    locale: Locale
    text_sha256: str
    given_at: datetime
    withdrawn_at: datetime | None = None

    def is_active(self, at: datetime, texts: Texts = published_texts) -> bool:
        """Whether it holds at this moment, for the text that is current then."""
        text = current_text(self.purpose, at, texts)
        holds = self.given_at <= at and (self.withdrawn_at is None or at < self.withdrawn_at)
        return holds and (self.version, self.text_sha256) == (text.version, text.sha256(self.locale))


def agreed(purpose: Purpose, version: str, locale: Locale, at: datetime, texts: Texts = published_texts) -> Consent:
    """Consent given now.

    Raises:
        ConsentOutdatedError: the person has read another version than the current one.
    """
    text = current_text(purpose, at, texts)
    if text.version != version:
        raise ConsentOutdatedError(f"the current text of {purpose} is version {text.version}")
    return Consent(purpose=purpose, version=version, locale=locale, text_sha256=text.sha256(locale), given_at=at)


def permits(purpose: Purpose, consents: Iterable[Consent], at: datetime, texts: Texts = published_texts) -> bool:
    """Whether somebody's consents allow a purpose; nothing is done with answers that may not be assessed at all."""
    active = {consent.purpose for consent in consents if consent.is_active(at, texts)}
    return {"assessment", purpose} <= active


def current_text(purpose: Purpose, at: datetime, texts: Texts = published_texts) -> ConsentText:
    """The newest text of a purpose on a day, in UTC.

    Raises:
        LookupError: none is in force yet.
    """
    on = at.astimezone(UTC).date()
    in_force = [text for text in texts() if text.purpose == purpose and text.valid_from <= on]
    if not in_force:
        raise LookupError(f"no text of {purpose} is in force on {on}")
    return max(in_force, key=lambda text: text.valid_from)
