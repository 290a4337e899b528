"""A questionnaire as screens, one set of questions each; what a gate has not opened is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from functions.hr.domain.instruments.catalogue import Questionnaire
from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.instruments.parts import Gate, Item, Locale, Value

LARGEST_SET = 7


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One set of questions, in the order of the language.

    Attributes:
        topic: what they are about: the subscale that they share, or the instrument.
        part: which of `parts` of a topic that does not fit on one screen.
        gate: a question that is answered with yes or no, alone on its screen.
    """

    topic: str
    instrument: Instrument
    items: tuple[Item, ...] = ()
    gate: Gate | None = None
    part: int = 1
    parts: int = 1

    @property
    def ids(self) -> tuple[str, ...]:
        """Of everything that is asked here."""
        return tuple(item.id for item in self.items) if self.gate is None else (self.gate.id,)


def screens_of(questionnaire: Questionnaire, answers: Mapping[str, Value], locale: Locale) -> tuple[Screen, ...]:
    """The screens that somebody with these answers goes through."""
    return tuple(screen for one in questionnaire.instruments for screen in _screens(one, answers, locale))


def without_closed(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> dict[str, Value]:
    """Answers without those to questions behind a gate that is not answered with yes."""
    return {
        item_id: value
        for item_id, value in answers.items()
        if item_id in questionnaire.gates() or not _is_closed(*questionnaire.items()[item_id], answers)
    }


def chosen(screen: Screen, said: Mapping[str, str]) -> dict[str, Value]:
    """The answers that a form means, by item; no choice, and a choice that there is not, is no answer."""
    if screen.gate:
        meant = {"true": True, "false": False}.get(said.get(screen.gate.id, ""))
        return {} if meant is None else {screen.gate.id: meant}
    return {item.id: value for item in screen.items if (value := _value(screen.instrument, item, said)) is not None}


def _screens(one: Instrument, answers: Mapping[str, Value], locale: Locale) -> Iterator[Screen]:
    for topic, items in _topics(one, locale):
        if one.gate and topic == one.gate.opens:
            yield Screen(topic=one.gate.id, instrument=one, gate=one.gate)
            if answers.get(one.gate.id) is not True:
                continue
        sets = _sets(items)
        for number, some in enumerate(sets, 1):
            yield Screen(topic=topic, instrument=one, items=tuple(some), part=number, parts=len(sets))


def _topics(one: Instrument, locale: Locale) -> Iterator[tuple[str, list[Item]]]:
    """Items of one subscale that were published together, where subscales are long; else the whole instrument."""
    items = list(one.in_order(locale))
    if one.gate is None:
        yield one.id, items
        return
    for subscale in one.subscales:
        yield subscale.id, [item for item in items if item.subscale == subscale.id]


def _sets(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Sets of nearly the same size, none larger than what fits on a screen."""
    count = -(-len(items) // LARGEST_SET)
    bounds = [round(number * len(items) / count) for number in range(count + 1)]
    return [items[start:end] for start, end in pairwise(bounds)]


def _is_closed(instrument: Instrument, item: Item, answers: Mapping[str, Value]) -> bool:
    gate = instrument.gate
    return gate is not None and instrument.is_gated(item) and answers.get(gate.id) is not True


def _value(instrument: Instrument, item: Item, said: Mapping[str, str]) -> Value | None:
    options = instrument.scale_of(item).options
    return next((option.value for option in options if str(option.value) == said.get(item.id)), None)
