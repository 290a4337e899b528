"""What became of a call in a few sentences, from its facts, and what is to be done next."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.moves import settled
from functions.calls.domain.conversation.state import Outcome, State

_FILE = Path(__file__).with_name("summary.toml")

Step = Literal[
    "meet", "call_back", "send_information", "follow_up", "try_again", "correct_number", "never_call", "none"
]
_NEXT: dict[Outcome, Step] = {
    "meeting_booked": "meet",
    "callback": "call_back",
    "info_requested": "send_information",
    "interested": "follow_up",
    "human_handoff": "follow_up",
    "do_not_call": "never_call",
    "wrong_person": "correct_number",
    "voicemail_left": "try_again",
    "voicemail_no_message": "try_again",
    "screened_out": "try_again",
    "no_conversation": "try_again",
    "failed": "try_again",
    "not_interested": "none",
}


class NextStep(BaseModel):
    """What is to be done; every call of it passes the gate anew."""

    model_config = ConfigDict(frozen=True)

    do: Step
    at: AwareDatetime | None = None


class Summary(BaseModel):
    """Sentences about a call.

    Attributes:
        generator: `template`: the sentences are ours, filled with the call's facts.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    next_step: NextStep
    generator: str = "template"


def summarised(state: State, language: Language, agreed: datetime | None = None) -> Summary:
    """A summary of a conversation that is over.

    Args:
        state: as it ended.
        language: of the summary.
        agreed: the time that was agreed on, in the prospect's zone.
    """
    texts, outcome = _texts()[language], settled(state)
    sentences = [texts["outcome"][outcome]]
    if agreed is not None:
        sentences.append(texts["part"]["agreed"].format(when=f"{agreed:%Y-%m-%d %H:%M %Z}"))
    for name, positive in (("speaks_for", True), ("speaks_against", False)):
        slots = [texts["slot"][slot] for slot, filled in state.slots.items() if filled.positive is positive]
        if slots:
            sentences.append(texts["part"][name].format(what=", ".join(slots)))
    if state.objections:
        named = ", ".join(texts["objection"][name] for name in state.objections)
        sentences.append(texts["part"]["objections"].format(what=named))
    if not state.recording:
        sentences.append(texts["part"]["not_recorded"])
    return Summary(text=" ".join(sentences), next_step=NextStep(do=_NEXT[outcome], at=agreed))


@cache
def _texts() -> Mapping[Language, Mapping[str, Mapping[str, str]]]:
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {language: told[language] for language in ("es", "en")}
