"""An instrument: its items, subscales and scoring, with its licence; and the wording that an operator may supply."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from functions.hr.domain.instruments.parts import Gate, Item, Locale, Part, Scale, StraightLine, Subscale

LOCALES: tuple[Locale, ...] = ("es", "en")

Statistic = Literal["mean", "sum", "none"]


class Instrument(Part):
    """One version of an instrument; versions are never edited once somebody has answered one.

    Attributes:
        licence_source: who says so.
        sensitive: whether its answers speak of health.
        statistic: of the points of the answers in a subscale; an answer's points are ``(value - offset) * factor``.
        clear_change: difference between two scores from which a change is called clear; None if it never is.

    Raises:
        ValidationError: a part names another that there is not, or a published place twice.
    """

    id: str
    version: str
    valid_from: date
    name: Mapping[Locale, str]
    licence: str = Field(min_length=1)
    licence_source: str = Field(min_length=1)
    source: str = Field(min_length=1)
    statistic: Statistic
    sensitive: bool = False
    offset: int = 0
    factor: int = Field(default=1, ge=1)
    clear_change: int | None = None
    straight_line: StraightLine | None = None
    gate: Gate | None = None
    scales: tuple[Scale, ...] = Field(strict=False, min_length=1)
    items: tuple[Item, ...] = Field(strict=False, min_length=1)
    subscales: tuple[Subscale, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _names_only_what_there_is(self) -> Self:
        ids = [item.id for item in self.items] + [scale.id for scale in self.scales]
        _refuse_repeats("id", ids + [subscale.id for subscale in self.subscales])
        for locale in LOCALES:
            _refuse_repeats(f"place in {locale}", [str(item.place[locale]) for item in self.items])
        scales, subscales = {scale.id for scale in self.scales}, {subscale.id for subscale in self.subscales}
        unknown = {item.scale for item in self.items} - scales
        unknown |= {item.subscale for item in self.items if item.subscale} - subscales
        unknown |= {self.gate.opens} - subscales if self.gate else set()
        if unknown:
            raise ValueError(f"not in {self.id}: {sorted(unknown)}")
        return self

    @model_validator(mode="after")
    def _can_reach_its_minimum(self) -> Self:
        for subscale in self.subscales:
            if subscale.minimum > len(self.items_of(subscale.id)):
                raise ValueError(f"{subscale.id} asks for more answers than it has items")
        return self

    def scale_of(self, item: Item) -> Scale:
        """How an item is answered."""
        return next(scale for scale in self.scales if scale.id == item.scale)

    def items_of(self, subscale_id: str) -> tuple[Item, ...]:
        """The items that are scored in a subscale."""
        return tuple(item for item in self.items if item.subscale == subscale_id)

    def in_order(self, locale: Locale) -> tuple[Item, ...]:
        """The items as they were published in a language."""
        return tuple(sorted(self.items, key=lambda item: item.place[locale]))

    def is_gated(self, item: Item) -> bool:
        """Whether an item is asked only of those who answered the gate with yes."""
        return self.gate is not None and item.subscale == self.gate.opens

    def points(self, item: Item, value: int) -> Fraction:
        """What an answer adds to its subscale, reversed where the item is."""
        number = self.scale_of(item).reversed(value) if item.reverse else value
        return Fraction(number - self.offset) * self.factor

    def is_worded(self, locale: Locale) -> bool:
        """Whether every item and every option has its text."""
        texts = [item.text for item in self.items] + [option.text for one in self.scales for option in one.options]
        return all(locale in text for text in texts)

    def worded(self, wording: "Wording") -> "Instrument":
        """The instrument with a wording that an operator supplies.

        Raises:
            ValueError: the wording is of another instrument or version, or does not fit its items and options.
        """
        if (wording.instrument, wording.version) != (self.id, self.version):
            raise ValueError(f"a wording of {wording.instrument} {wording.version}, not of {self.id} {self.version}")
        known = {item.id for item in self.items}
        values = {str(option.value) for scale in self.scales for option in scale.options}
        if wording.items.keys() != known or wording.options.keys() != values:
            raise ValueError(f"a wording of {self.id} words exactly its items and options")
        items = [
            {**item.model_dump(), "text": {**item.text, wording.locale: wording.items[item.id]}} for item in self.items
        ]
        scales = [_worded_scale(scale, wording) for scale in self.scales]
        licence = {"licence": wording.licence, "licence_source": wording.source}
        return Instrument.model_validate({**self.model_dump(), **licence, "items": items, "scales": scales})


class Wording(Part):
    """The texts of an instrument in one language, with the licence under which the operator holds them.

    Attributes:
        options: by value, as text.
    """

    instrument: str
    version: str
    locale: Locale
    licence: str = Field(min_length=1)
    source: str = Field(min_length=1)
    items: Mapping[str, str]
    options: Mapping[str, str]


def _worded_scale(scale: Scale, wording: Wording) -> dict[str, object]:
    options = [
        {**option.model_dump(), "text": {**option.text, wording.locale: wording.options[str(option.value)]}}
        for option in scale.options
    ]
    return {"id": scale.id, "options": options}


def _refuse_repeats(what: str, found: list[str]) -> None:
    repeated = sorted({one for one in found if found.count(one) > 1})
    if repeated:
        raise ValueError(f"the same {what} twice: {', '.join(repeated)}")
