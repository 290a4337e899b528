"""Whether answers look as if they were ticked without reading.

Shown to the person as a question and kept out of training; team results keep them, for leaving people out would be a
way to single them out. Source: our design.
"""

from typing import Literal

from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.scoring.answers import Answers

Quality = Literal["straight_line"]


def quality_of(answers: Answers) -> Quality | None:
    """What is to be asked about; None if nothing is."""
    if any(_is_straight(answers, instrument) for instrument in answers.questionnaire.instruments):
        return "straight_line"
    return None


def _is_straight(answers: Answers, instrument: Instrument) -> bool:
    """Whether every item that was asked has the same answer, in an instrument where that is worth a question."""
    if instrument.straight_line is None:
        return False
    asked = [item for item in instrument.items if item.subscale and answers.is_asked(item, instrument)]
    values = {answers.value(item, instrument) for item in asked}
    return len(values) == 1 and values.isdisjoint({None, instrument.straight_line.unless})
