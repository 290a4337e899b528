"""The parts of an instrument as they are loaded: options, scales, items, subscales and their bands."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Locale = Literal["es", "en"]
Value = bool | int | str
"""What is sent for an answer: the value of an option, or whether something applies."""

Standing = Literal["established", "our_design", "unverified"]
"""Of a cut-off: from a published source, our own decision, or seen in secondary sources only."""


class Part(BaseModel):
    """A piece of a definition; unknown keys are refused, so that a typo is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Option(Part):
    """One way to answer.

    Attributes:
        missing: whether it counts as no answer, as "do not know" does.
        label: for an item that has no score, what a model may learn from this option.
        text: by locale; empty while the wording is not supplied.
    """

    value: int | str
    missing: bool = False
    label: bool | None = None
    text: Mapping[Locale, str] = Field(default_factory=dict)


class Scale(Part):
    """The options that items share."""

    id: str
    options: tuple[Option, ...] = Field(strict=False, min_length=2)

    @model_validator(mode="after")
    def _tells_options_apart(self) -> Self:
        if len({option.value for option in self.options}) != len(self.options):
            raise ValueError(f"scale {self.id} repeats a value")
        return self

    @property
    def numbers(self) -> tuple[int, ...]:
        """The values that can be scored."""
        return tuple(option.value for option in self.options if isinstance(option.value, int))

    def option(self, value: object) -> Option | None:
        """The option that this is the value of; neither ``true`` nor ``1.0`` is 1."""
        return next((one for one in self.options if type(one.value) is type(value) and one.value == value), None)

    def reversed(self, number: int) -> int:
        """The value at the same distance from the other end."""
        return min(self.numbers) + max(self.numbers) - number


class Item(Part):
    """A question.

    Attributes:
        subscale: what it is scored in; None for one that is not scored.
        place: its published position, by locale.
        text: by locale; empty while the wording is not supplied.
    """

    id: str
    scale: str
    place: Mapping[Locale, int]
    subscale: str | None = None
    reverse: bool = False
    text: Mapping[Locale, str] = Field(default_factory=dict)


class Gate(Part):
    """A yes-or-no question that has to be answered with yes before the items of a subscale are asked."""

    id: str
    opens: str
    text: Mapping[Locale, str]


class Band(Part):
    """A range of scores, from its bound up to the next band's; the bound itself is in it unless it lies `above`."""

    id: str
    standing: Standing
    at_least: int | None = None
    above: int | None = None

    @model_validator(mode="after")
    def _has_one_bound(self) -> Self:
        if (self.at_least is None) == (self.above is None):
            raise ValueError(f"band {self.id} begins at_least or above one value")
        return self

    @property
    def bound(self) -> int:
        """Where it begins."""
        return self.at_least if self.at_least is not None else self.above or 0

    def is_reached_by(self, score: Fraction) -> bool:
        """Whether a score, not rounded, is in this band or beyond it."""
        return score > self.bound if self.at_least is None else score >= self.bound


class SupportRule(Part):
    """From which score on help is offered before anything else is said."""

    at_least: int | None = None
    at_most: int | None = None

    @model_validator(mode="after")
    def _has_one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("help is offered at_least or at_most at one value")
        return self

    def applies_to(self, score: Fraction) -> bool:
        """Whether help is offered at this score, not rounded."""
        if self.at_most is not None:
            return score <= self.at_most
        return self.at_least is not None and score >= self.at_least


class Reference(Part):
    """Mean and standard deviation of a subscale in a reference group, on its 0 to 100 points."""

    mean: float
    sd: float = Field(gt=0)


class Subscale(Part):
    """What some items measure together.

    Attributes:
        minimum: answers below which there is no score.
        bands: in rising order.
    """

    id: str
    name: Mapping[Locale, str]
    high_is: Literal["good", "bad"]
    minimum: int = Field(ge=1)
    bands: tuple[Band, ...] = Field(strict=False, min_length=2)
    support: SupportRule | None = None
    reference: Reference | None = None

    @model_validator(mode="after")
    def _rises(self) -> Self:
        bounds = [band.bound for band in self.bands]
        if bounds != sorted(set(bounds)):
            raise ValueError(f"the bands of {self.id} do not rise")
        return self

    def band_of(self, score: Fraction) -> Band:
        """The band of a score, not rounded."""
        return next((band for band in reversed(self.bands) if band.is_reached_by(score)), self.bands[0])


class StraightLine(Part):
    """When equal answers to all items that were asked are worth a question.

    Attributes:
        unless: the one value at which they do not contradict themselves.
    """

    unless: int | None = None
