"""How promising a call was, 0 to 100: a sum of parts, each of which names the turns that it rests on."""

from collections.abc import Sequence
from statistics import fmean

from pydantic import BaseModel, ConfigDict, Field

from functions.calls.domain.after_call.ledger import Turn
from functions.calls.domain.after_call.sentiment import sentiment
from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.moves import settled
from functions.calls.domain.conversation.state import Outcome, Slot, State

_COMMITMENT: dict[Outcome, int] = {"meeting_booked": 40, "callback": 25, "info_requested": 15, "interested": 10}
_QUALIFICATION: dict[Slot, int] = {"need": 10, "authority": 8, "timing": 7, "budget": 5}
_NOTHING: tuple[Outcome, ...] = ("do_not_call", "wrong_person")
_PER_TURN, _MOST_FOR_TURNS, _WORDS = 4, 12, 3
_PER_QUESTION, _MOST_FOR_QUESTIONS = 2, 8
_SENTIMENT = 10
_WHY_NONE: dict[Outcome, str] = {
    "voicemail_left": "a machine answered",
    "voicemail_no_message": "a machine answered",
    "screened_out": "a service that screens calls answered",
}


class Part(BaseModel):
    """A component of a score.

    Attributes:
        turns: places in the transcript, from 0.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    points: float
    turns: tuple[int, ...] = ()
    because: str | None = None


class Score(BaseModel):
    """A score.

    Attributes:
        value: None where no person spoke; `reason` says so.
        generator: `rules`: nothing here is a model's.
    """

    model_config = ConfigDict(frozen=True)

    value: int | None = Field(ge=0, le=100)
    reason: str | None = None
    parts: tuple[Part, ...] = ()
    generator: str = "rules"


def score(state: State, turns: Sequence[Turn], language: Language) -> Score:
    """The score of a conversation that is over."""
    outcome = settled(state)
    if outcome in _NOTHING:
        reason = "the person does not want to be called" if outcome == "do_not_call" else "the wrong person"
        part = Part(name="refusal", points=0, turns=_at(turns, state.commitment), because=reason)
        return Score(value=0, reason=reason, parts=(part,))
    if not state.met or not any(turn.role == "prospect" for turn in turns):
        return Score(value=None, reason=_WHY_NONE.get(outcome, "nobody spoke"))
    qualities = (*_qualification(state, turns), *_engagement(state, turns))
    parts = (_commitment(state, turns), *qualities, _tone(turns, language))
    kept = tuple(part for part in parts if part.points or part.turns)
    return Score(value=round(max(0.0, min(100.0, sum(part.points for part in kept)))), parts=kept)


def _commitment(state: State, turns: Sequence[Turn]) -> Part:
    outcome = settled(state)
    points = _COMMITMENT.get(outcome, 0)
    number = state.commitment if state.commitment is not None else state.interest
    return Part(name="commitment", points=points, turns=_at(turns, number) if points else (), because=outcome)


def _qualification(state: State, turns: Sequence[Turn]) -> list[Part]:
    return [
        Part(name=slot, points=points, turns=_at(turns, state.slots[slot].turn))
        for slot, points in _QUALIFICATION.items()
        if slot in state.slots and state.slots[slot].positive
    ]


def _engagement(state: State, turns: Sequence[Turn]) -> list[Part]:
    talked = [at for at, turn in _of_prospect(turns) if len(turn.text.split()) >= _WORDS]
    asked = [at for at, turn in _of_prospect(turns) if turn.number in state.questions or turn.text.endswith("?")]
    return [
        Part(name="talk", points=min(_PER_TURN * len(talked), _MOST_FOR_TURNS), turns=tuple(talked)),
        Part(name="questions", points=min(_PER_QUESTION * len(asked), _MOST_FOR_QUESTIONS), turns=tuple(asked)),
    ]


def _tone(turns: Sequence[Turn], language: Language) -> Part:
    felt = {at: sentiment(turn.text, language) for at, turn in _of_prospect(turns)}
    points = round(fmean(felt.values()) * _SENTIMENT, 1)
    return Part(name="sentiment", points=points, turns=tuple(at for at, tone in felt.items() if tone))


def _of_prospect(turns: Sequence[Turn]) -> list[tuple[int, Turn]]:
    return [(at, turn) for at, turn in enumerate(turns) if turn.role == "prospect"]


def _at(turns: Sequence[Turn], number: int | None) -> tuple[int, ...]:
    return tuple(at for at, turn in _of_prospect(turns) if turn.number == number)
