"""Questionnaires as they are asked."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from functions.hr.domain.instruments.catalogue import Questionnaire
from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.instruments.parts import Band, Item, Locale
from functions.hr.schemas.camel import Camel

QuestionnaireId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]


class OptionView(Camel):
    """One way to answer; `missing` counts as no answer."""

    value: int | str
    text: str
    missing: bool


class ItemView(Camel):
    """A question. It may be skipped.

    Attributes:
        asked_if: the gate that has to be answered with yes; null if it is always asked.
    """

    id: str
    text: str
    scale: str
    reverse: bool
    subscale: str | None
    asked_if: str | None


class ScaleView(Camel):
    """The options that items share."""

    id: str
    options: list[OptionView]


class GateView(Camel):
    """A question that is answered with true or false."""

    id: str
    text: str
    opens: str


class BandView(Camel):
    """A range of scores, up to the next band's bound; `standing` says whether the cut is established."""

    id: str
    at_least: int | None
    above: int | None
    standing: str


class SubscaleView(Camel):
    """What some items measure together.

    Attributes:
        minimum_answers: below which there is no score; nothing is put in the place of an answer.
    """

    id: str
    name: str
    high_is: str
    minimum_answers: int
    bands: list[BandView]


class InstrumentView(Camel):
    """An instrument with its licence and source, in one language; items stand as they were published."""

    id: str
    version: str
    name: str
    licence: str
    licence_source: str
    source: str
    sensitive: bool
    missing_rule: str
    gate: GateView | None
    scales: list[ScaleView]
    items: list[ItemView]
    subscales: list[SubscaleView]


class QuestionnaireSummary(Camel):
    """A questionnaire that is offered."""

    id: str
    version: str
    name: str
    minutes: int
    valid_from: date
    locales: list[Locale]
    instruments: list[str] = Field(description="With their licences: `GET /hr/questionnaires/{id}`.")


class QuestionnaireView(Camel):
    """What is asked in one sitting; every item may be skipped."""

    id: str
    version: str
    name: str
    minutes: int
    valid_from: date
    locale: Locale
    instruments: list[InstrumentView]


def summary(one: Questionnaire, locale: Locale, locales: list[Locale]) -> QuestionnaireSummary:
    """A questionnaire in a list."""
    return QuestionnaireSummary(
        id=one.id,
        version=one.version,
        name=one.name[locale],
        minutes=one.minutes,
        valid_from=one.valid_from,
        locales=locales,
        instruments=[f"{instrument.id}@{instrument.version}" for instrument in one.instruments],
    )


def questionnaire(one: Questionnaire, locale: Locale) -> QuestionnaireView:
    """A questionnaire as it is asked in a language."""
    return QuestionnaireView(
        id=one.id,
        version=one.version,
        name=one.name[locale],
        minutes=one.minutes,
        valid_from=one.valid_from,
        locale=locale,
        instruments=[_instrument(instrument, locale) for instrument in one.instruments],
    )


def _instrument(one: Instrument, locale: Locale) -> InstrumentView:
    gate = one.gate
    return InstrumentView(
        id=one.id,
        version=one.version,
        name=one.name[locale],
        licence=one.licence,
        licence_source=one.licence_source,
        source=one.source,
        sensitive=one.sensitive,
        missing_rule="skipped items are left out; below the minimum of answers a subscale has no score",
        gate=None if gate is None else GateView(id=gate.id, text=gate.text[locale], opens=gate.opens),
        scales=[
            ScaleView(
                id=scale.id,
                options=[
                    OptionView(value=option.value, text=option.text[locale], missing=option.missing)
                    for option in scale.options
                ],
            )
            for scale in one.scales
        ],
        items=[_item(item, one, locale) for item in one.in_order(locale)],
        subscales=[
            SubscaleView(
                id=subscale.id,
                name=subscale.name[locale],
                high_is=subscale.high_is,
                minimum_answers=subscale.minimum,
                bands=[_band(band) for band in subscale.bands],
            )
            for subscale in one.subscales
        ],
    )


def _item(item: Item, one: Instrument, locale: Locale) -> ItemView:
    return ItemView(
        id=item.id,
        text=item.text[locale],
        scale=item.scale,
        reverse=item.reverse,
        subscale=item.subscale,
        asked_if=one.gate.id if one.gate and one.is_gated(item) else None,
    )


def _band(band: Band) -> BandView:
    return BandView(id=band.id, at_least=band.at_least, above=band.above, standing=band.standing)
