"""Why a step was taken, without a word of what was said."""

from pydantic import BaseModel, ConfigDict

from functions.calls.domain.conversation.state import StateName


class Decision(BaseModel):
    """The record of a step.

    Attributes:
        intent: what was understood, or the kind of what happened.
        confidence: of the understanding, 0 to 1.
        actions: names of what was decided, with the line that is said.
        source: `rules`, or the model that proposed the intent.
    """

    model_config = ConfigDict(frozen=True)

    turn: int
    state: StateName
    next_state: StateName
    intent: str
    confidence: float
    actions: tuple[str, ...]
    script_version: str
    source: str = "rules"
