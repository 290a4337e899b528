"""A language model may say what somebody meant where the rules are unsure; everything else is not its business."""

from typing import Protocol, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.intents import PROPOSABLE, SURE, Intent, Reading
from functions.calls.domain.conversation.state import StateName
from shared.llm.model import LanguageModel

_INSTRUCTIONS = (
    "A person answers a sales call of a company, which is made by a machine. The call is in the state {state}, the "
    "language is {language}. Say which of the intents the person's words express, and how sure you are from 0 to 1. "
    "Use `answer` for content that answers the question just asked. If no intent fits, give a confidence of 0."
)


class Adviser(Protocol):
    """Who proposes what somebody meant."""

    name: str

    def classify(self, text: str, state: StateName, language: Language) -> Reading | None:
        """A reading, or None where there is none; it may take long, and runs on a thread."""


class _Proposal(BaseModel):
    model_config = ConfigDict(extra="forbid")

    intent: Intent
    confidence: float = Field(ge=0, le=1)


_SCHEMA = {
    "type": "object",
    "properties": {
        "intent": {"type": "string", "enum": [intent for intent in get_args(Intent) if intent in PROPOSABLE]},
        "confidence": {"type": "number"},
    },
    "required": ["intent", "confidence"],
    "additionalProperties": False,
}


class ModelAdviser:
    """Asks the language model of the stage.

    Args:
        model: that answers with an object.
        name: for the record, such as `llm:claude`.
    """

    def __init__(self, model: LanguageModel, name: str) -> None:
        self.model = model
        self.name = name

    def classify(self, text: str, state: StateName, language: Language) -> Reading | None:
        answer = self.model.propose(_INSTRUCTIONS.format(state=state, language=language), text, _SCHEMA)
        try:
            proposal = _Proposal.model_validate(answer)
        except ValidationError:
            return None
        if proposal.intent not in PROPOSABLE or proposal.confidence < SURE:
            return None
        return Reading(intent=proposal.intent, confidence=proposal.confidence, source=self.name)
