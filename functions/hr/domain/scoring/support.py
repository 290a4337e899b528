"""Help for somebody whose answers point to heavy strain, before any score is shown.

It notifies nobody, is no event, is not logged with a reason and is nothing a model sees. Source: our design.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field

from functions.hr.domain.instruments.catalogue import Questionnaire
from functions.hr.domain.instruments.parts import Locale, Part
from functions.hr.domain.scoring.scores import Score

_FILE = Path(__file__).with_name("support.toml")


class Line(Part):
    """A telephone line; without a source nobody has confirmed it, and it is not shown.

    Attributes:
        country: ISO 3166 alpha-2.
    """

    country: str = Field(pattern=r"^[A-Z]{2}$")
    number: str = Field(pattern=r"^\d{3,}$")
    name: Mapping[Locale, str]
    valid_from: date
    valid_to: date | None = None
    source: str | None = None

    def is_shown(self, country: str | None, on: date) -> bool:
        """Whether somebody in this country sees it on this day."""
        in_force = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return self.source is not None and self.country == country and in_force


class SupportTable(Part):
    """The text in each language, and every line."""

    text: Mapping[Locale, str]
    text_without_lines: Mapping[Locale, str]
    lines: tuple[Line, ...] = Field(strict=False)


@dataclass(frozen=True)
class Support:
    """What is read before any score."""

    text: str
    lines: tuple[Line, ...]


def needs_support(questionnaire: Questionnaire, scores: Mapping[str, Score]) -> bool:
    """Whether a score, not rounded, reaches the point from which help comes first."""
    for subscale_id, (_, subscale) in questionnaire.subscales().items():
        value = scores[subscale_id].value
        if subscale.support and value is not None and subscale.support.applies_to(value):
            return True
    return False


def support_in(country: str | None, locale: Locale, on: date) -> Support:
    """The text and the lines of a country; doctor and emergency services alone where no line is confirmed.

    Args:
        country: ISO 3166 alpha-2; None if it is not known.
        locale: of the text.
        on: day on which it is read.
    """
    table = support_table()
    lines = tuple(line for line in table.lines if line.is_shown(country, on))
    return Support((table.text if lines else table.text_without_lines)[locale], lines)


@cache
def support_table() -> SupportTable:
    """The table of this repository, read once."""
    return SupportTable.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))
