"""The published instruments and the questionnaires made of them; old versions stay readable."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from functions.hr.domain.instruments.instrument import Instrument, Wording
from functions.hr.domain.instruments.parts import Gate, Item, Locale, Part, Subscale

_DATA = Path(__file__).with_name("data")
_QUESTIONNAIRES = "questionnaires.toml"


class QuestionnaireMissingError(LookupError):
    """There is no such questionnaire, or not in this version or language."""


class PartOf(Part):
    """An instrument that a questionnaire asks."""

    id: str
    version: str


class Outline(Part):
    """A questionnaire as it is written down."""

    id: str
    version: str
    valid_from: date
    name: Mapping[Locale, str]
    minutes: int = Field(ge=1)
    parts: tuple[PartOf, ...] = Field(strict=False, min_length=1)


class Questionnaire(Part):
    """What is asked in one sitting.

    Raises:
        ValidationError: two instruments share an item or a subscale.
    """

    id: str
    version: str
    valid_from: date
    name: Mapping[Locale, str]
    minutes: int
    instruments: tuple[Instrument, ...]

    @model_validator(mode="after")
    def _shares_nothing(self) -> Self:
        ids = [item.id for one in self.instruments for item in one.items]
        ids += [subscale.id for one in self.instruments for subscale in one.subscales]
        if len(set(ids)) != len(ids):
            raise ValueError(f"instruments of {self.id} share an item or a subscale")
        return self

    @property
    def stamp(self) -> str:
        """What an assessment stores to say what was asked: ``core@1``."""
        return f"{self.id}@{self.version}"

    def items(self) -> Mapping[str, tuple[Instrument, Item]]:
        """Every item by its id, with its instrument."""
        return {item.id: (one, item) for one in self.instruments for item in one.items}

    def gates(self) -> Mapping[str, Gate]:
        """Every gate by its id."""
        return {one.gate.id: one.gate for one in self.instruments if one.gate}

    def subscales(self) -> Mapping[str, tuple[Instrument, Subscale]]:
        """Every subscale by its id, with its instrument, in the order in which results are shown."""
        return {subscale.id: (one, subscale) for one in self.instruments for subscale in one.subscales}

    def is_worded(self, locale: Locale) -> bool:
        """Whether it can be asked in a language."""
        return all(instrument.is_worded(locale) for instrument in self.instruments)


class Catalogue(Part):
    """All versions of all instruments, and the questionnaires made of them.

    Raises:
        ValidationError: something stands there twice, or a questionnaire names an instrument that there is not.
    """

    instruments: tuple[Instrument, ...]
    outlines: tuple[Outline, ...]

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        for rows in (self.instruments, self.outlines):
            if len({(row.id, row.version) for row in rows}) != len(rows):
                raise ValueError("a version stands there twice")
        known = {(one.id, one.version) for one in self.instruments}
        for outline in self.outlines:
            missing = {(part.id, part.version) for part in outline.parts} - known
            if missing:
                raise ValueError(f"{outline.id} asks instruments that there are not: {sorted(missing)}")
        return self

    def offered(self, locale: Locale, on: date) -> tuple[Questionnaire, ...]:
        """The newest version of each questionnaire that is in force and has all its wording in a language."""
        newest: dict[str, Questionnaire] = {}
        for outline in sorted(self.outlines, key=lambda one: one.valid_from):
            questionnaire = self._composed(outline)
            if outline.valid_from <= on and questionnaire.is_worded(locale):
                newest[outline.id] = questionnaire
        return tuple(newest.values())

    def questionnaire(self, questionnaire_id: str, locale: Locale, on: date) -> Questionnaire:
        """The version of a questionnaire that is offered on a day.

        Raises:
            QuestionnaireMissingError: none is, in this language.
        """
        for one in self.offered(locale, on):
            if one.id == questionnaire_id:
                return one
        raise QuestionnaireMissingError(f"no questionnaire {questionnaire_id} is offered in {locale} on {on}")

    def stamped(self, stamp: str) -> Questionnaire:
        """The version that an assessment was made with, offered or not.

        Raises:
            QuestionnaireMissingError: there is no such version.
        """
        for outline in self.outlines:
            if f"{outline.id}@{outline.version}" == stamp:
                return self._composed(outline)
        raise QuestionnaireMissingError(f"no questionnaire {stamp}")

    def worded(self, wordings: Iterable[Wording]) -> "Catalogue":
        """With the wordings that an operator supplies.

        Raises:
            ValueError: a wording does not fit, or is of an instrument that there is not.
        """
        instruments = {(one.id, one.version): one for one in self.instruments}
        for wording in wordings:
            key = (wording.instrument, wording.version)
            if key not in instruments:
                raise ValueError(f"a wording of {wording.instrument} {wording.version}, which there is not")
            instruments[key] = instruments[key].worded(wording)
        return Catalogue(instruments=tuple(instruments.values()), outlines=self.outlines)

    def _composed(self, outline: Outline) -> Questionnaire:
        known = {(one.id, one.version): one for one in self.instruments}
        return Questionnaire(
            id=outline.id,
            version=outline.version,
            valid_from=outline.valid_from,
            name=outline.name,
            minutes=outline.minutes,
            instruments=tuple(known[part.id, part.version] for part in outline.parts),
        )


@cache
def published() -> Catalogue:
    """The instruments of this repository, read once.

    Raises:
        ValidationError: a definition is not well formed.
    """
    files = sorted(path for path in _DATA.glob("*.toml") if path.name != _QUESTIONNAIRES)
    instruments = tuple(Instrument.model_validate(_read(path)) for path in files)
    outlines = _read(_DATA / _QUESTIONNAIRES)["questionnaires"]
    return Catalogue(instruments=instruments, outlines=tuple(Outline.model_validate(one) for one in outlines))


def _read(path: Path) -> dict[str, list[object]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
