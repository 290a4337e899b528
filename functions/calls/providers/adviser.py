"""Who may say what somebody meant, for calls."""

from functions.calls.service.adviser import Adviser, ModelAdviser
from shared.core.inject import provides
from shared.core.resources import secret
from shared.core.settings import settings
from shared.llm.configured import found


@provides(secret("llm"))
def call_adviser() -> Adviser | None:
    """The language model of this stage, by its name; None where there is none, which is the rule."""
    named = found(f"astramech/{settings.stage}/llm")
    return ModelAdviser(named[0], f"llm:{named[1]}") if named else None
