"""Answers as the acceptance cases write them down: a letter for the subscale, values in the order of its items."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from functions.hr.domain.instruments.catalogue import Questionnaire, published
from functions.hr.domain.instruments.instrument import LOCALES, Instrument, Wording
from functions.hr.domain.instruments.parts import Value
from functions.hr.domain.scoring.answers import checked
from functions.hr.domain.scoring.scores import Score, scores_of

DAY = date(2026, 11, 25)
CORE = published().questionnaire("core", "es", DAY)
GATE = "cbi.works_with_clients"
SKIPPED = None

PERSONAL = tuple(f"cbi.P{n}" for n in range(1, 7))
WORK = tuple(f"cbi.W{n}" for n in range(1, 8))
CLIENT = tuple(f"cbi.C{n}" for n in range(1, 7))
LETTERS = {"P": PERSONAL, "W": WORK, "C": CLIENT}


def cbi(**values: Sequence[int | None]) -> dict[str, Value | None]:
    """``cbi(P=[75, 50, …])``: with client items, the gate is answered with yes."""
    answers: dict[str, Value | None] = {GATE: True} if "C" in values else {}
    for letter, given in values.items():
        answers |= dict(zip(LETTERS[letter], given, strict=True))
    return answers


def fevs(answers: Mapping[int, int | str | None]) -> dict[str, Value | None]:
    """``fevs({9: 2, 10: "X"})``."""
    return {f"fevs.{number}": value for number, value in answers.items()}


def all_items_of(instrument_id: str) -> list[str]:
    instrument = next(one for one in CORE.instruments if one.id == instrument_id)
    return [item.id for item in instrument.items]


def scored(sent: Mapping[str, Value | None], questionnaire: Questionnaire = CORE) -> Mapping[str, Score]:
    return scores_of(checked(questionnaire, sent))


def shown(sent: Mapping[str, Value | None], subscale: str) -> tuple[Decimal | None, str | None]:
    """What a person sees of one subscale: value, and band or reason."""
    score = scored(sent)[subscale]
    return score.shown, score.band or score.reason


def instrument_of(instrument_id: str) -> Instrument:
    return next(one for one in published().instruments if one.id == instrument_id)


def a_wording(instrument_id: str, locale: str = "es", **parts: object) -> Wording:
    """Placeholder texts that stand where an operator's licensed ones will."""
    instrument = instrument_of(instrument_id)
    known = {
        "instrument": instrument.id,
        "version": instrument.version,
        "locale": locale,
        "licence": "licensed to the operator",
        "source": "letter of the rights holder",
        "items": {item.id: f"wording of {item.id}" for item in instrument.items},
        "options": {str(option.value): f"option {option.value}" for one in instrument.scales for option in one.options},
    }
    return Wording.model_validate(known | parts)


def worded(questionnaire_id: str, instrument_id: str) -> Questionnaire:
    """The questionnaire of a slot, as it is once its wording is supplied."""
    catalogue = published().worded(a_wording(instrument_id, locale) for locale in LOCALES)
    return catalogue.questionnaire(questionnaire_id, "es", DAY)
