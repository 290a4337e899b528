"""Answers as they are sent, checked against the questionnaire; what is refused never repeats what was answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from functions.hr.domain.instruments.catalogue import Questionnaire
from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.instruments.parts import Item, Value

FlawCode = Literal["unknown_item", "not_an_option", "gate_not_open", "nothing_to_score"]


@dataclass(frozen=True)
class Flaw:
    """Why an answer is refused.

    Attributes:
        pointer: to the answer in what was sent, by RFC 6901; the answer itself is not repeated.
    """

    pointer: str
    code: FlawCode
    detail: str


class AnswersRefusedError(ValueError):
    """Answers that cannot be scored, with every reason."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__(", ".join(f"{flaw.pointer}: {flaw.code}" for flaw in flaws))
        self.flaws = flaws


@dataclass(frozen=True)
class Answers:
    """Checked answers to one questionnaire.

    Attributes:
        given: by item, without those that were skipped.
        open_gates: ids of the gates that were answered with yes.
    """

    questionnaire: Questionnaire
    given: Mapping[str, int | str]
    open_gates: frozenset[str] = frozenset()

    def value(self, item: Item, instrument: Instrument) -> int | None:
        """The number that is scored; None if the item was skipped or the answer counts as none."""
        value = self.given.get(item.id)
        option = instrument.scale_of(item).option(value)
        return value if isinstance(value, int) and option and not option.missing else None

    def is_asked(self, item: Item, instrument: Instrument) -> bool:
        """Whether the person was to see this item."""
        return not instrument.is_gated(item) or (instrument.gate is not None and instrument.gate.id in self.open_gates)


def checked(questionnaire: Questionnaire, sent: Mapping[str, Value | None]) -> Answers:
    """Check answers: option values by item id, ``null`` or absent for skipped ones, true or false for a gate.

    Raises:
        AnswersRefusedError: an unknown item, a value that is no option of its item, an item behind a gate that was not
            answered with yes, or nothing that can be scored.
    """
    present = well_formed(questionnaire, sent)
    gates = questionnaire.gates()
    given = {item_id: value for item_id, value in present.items() if item_id not in gates}
    answers = Answers(questionnaire, given, frozenset(gate for gate in gates if present.get(gate) is True))
    if not _can_be_scored(answers):
        raise AnswersRefusedError((Flaw("/answers", "nothing_to_score", "no subscale has enough answers"),))
    return answers


def well_formed(questionnaire: Questionnaire, sent: Mapping[str, Value | None]) -> Mapping[str, Value]:
    """Check answers that need not be complete; those that were not skipped, gates too.

    Raises:
        AnswersRefusedError: an unknown item, a value that is no option of its item, or an item behind a closed gate.
    """
    present = {item_id: value for item_id, value in sent.items() if value is not None}
    flaws = tuple(_flaws(questionnaire, sent, present))
    if flaws:
        raise AnswersRefusedError(flaws)
    return present


def _flaws(
    questionnaire: Questionnaire, sent: Mapping[str, Value | None], present: Mapping[str, Value]
) -> Iterator[Flaw]:
    items, gates = questionnaire.items(), questionnaire.gates()
    for item_id in sent:
        pointer = "/answers/" + item_id.replace("~", "~0").replace("/", "~1")
        value = present.get(item_id)
        if item_id in gates:
            if value is not None and not isinstance(value, bool):
                yield Flaw(pointer, "not_an_option", "expected one of true, false")
        elif item_id not in items:
            yield Flaw(pointer, "unknown_item", f"{questionnaire.stamp} has no such item")
        elif value is not None:
            yield from _flaws_of(pointer, *items[item_id], value, present)


def _flaws_of(
    pointer: str, instrument: Instrument, item: Item, value: Value, present: Mapping[str, Value]
) -> Iterator[Flaw]:
    scale = instrument.scale_of(item)
    if scale.option(value) is None:
        allowed = ", ".join(str(option.value) for option in scale.options)
        yield Flaw(pointer, "not_an_option", f"expected one of {allowed}")
    if instrument.gate and instrument.is_gated(item) and present.get(instrument.gate.id) is not True:
        yield Flaw(pointer, "gate_not_open", f"asked only after {instrument.gate.id} is answered with yes")


def _can_be_scored(answers: Answers) -> bool:
    for instrument, subscale in answers.questionnaire.subscales().values():
        values = [answers.value(item, instrument) for item in instrument.items_of(subscale.id)]
        if sum(value is not None for value in values) >= subscale.minimum:
            return True
    return False
