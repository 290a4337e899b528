"""What a person has to know beside a result."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from functions.hr.domain.instruments.instrument import LOCALES, Instrument
from functions.hr.domain.instruments.parts import Locale, Part
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.domain.scoring.outcome import Outcome

Occasion = Literal["drivers", "straight_line", "estimate", "burnout"]

_FILE = Path(__file__).with_name("notices.toml")


class NoticeText(Part):
    """One notice.

    Attributes:
        only: when it is told; None always.
    """

    code: str
    only: Occasion | None = None
    es: str
    en: str

    def text(self, locale: Locale) -> str:
        """In a language."""
        return self.es if locale == LOCALES[0] else self.en


def notices_for(outcome: Outcome, instruments: Iterable[Instrument], locale: Locale) -> tuple[NoticeText, ...]:
    """The notices beside an outcome, in their order."""
    occasions: set[Occasion | None] = {None}
    asked = {subscale.id for one in instruments for subscale in one.subscales}
    if locale == "es" and asked & set(DRIVERS):
        occasions.add("drivers")
    if outcome.quality:
        occasions.add("straight_line")
    if outcome.estimates:
        occasions.add("estimate")
        occasions |= {"burnout"} if outcome.estimates.burnout else set()
    return tuple(one for one in _texts() if one.only in occasions)


@cache
def _texts() -> tuple[NoticeText, ...]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(NoticeText.model_validate(row) for row in table["notices"])
