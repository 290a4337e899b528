"""The turns of a call as they were heard: what we meant to say and nobody heard is not among them.

Numbers that must not be kept are removed when a turn is taken down: they are in no snapshot either.
"""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from functions.calls.domain.conversation.actions import Action, Say
from functions.calls.domain.conversation.observations import Heard, Interrupted, Observation, Played
from functions.calls.domain.redaction import redacted


class Turn(BaseModel):
    """Something that was said.

    Attributes:
        number: of the prospect's turn; for a turn of the agent, of the last one before it.
        started_ms: from the beginning of the call.
        heard: of an agent's turn that was interrupted, what was heard of it.
        engine: that recognised it.
        line: of the script, for a turn of the agent.
    """

    model_config = ConfigDict(frozen=True)

    role: Literal["agent", "prospect"]
    number: int
    text: str
    started_ms: int
    ended_ms: int
    confidence: float | None = None
    interrupted: bool = False
    heard: str | None = None
    engine: str | None = None
    line: str | None = None


class _Waiting(BaseModel):
    model_config = ConfigDict(frozen=True)

    mark: str
    text: str
    line: str
    number: int


class Ledger(BaseModel):
    """What was said so far, and what is still to be played.

    Attributes:
        free_ms: when the last sentence ended, or the prospect: the next one begins no sooner.
    """

    model_config = ConfigDict(frozen=True)

    turns: tuple[Turn, ...] = ()
    waiting: tuple[_Waiting, ...] = ()
    free_ms: int = 0

    def after(self, observation: Observation, actions: Sequence[Action], *, number: int, offset_ms: int) -> "Ledger":
        """The ledger after a step.

        Args:
            observation: what happened.
            actions: what was decided on it.
            number: of the prospect's last turn.
            offset_ms: from the beginning of the call to that of this stream.
        """
        kept = self._with(observation, number, offset_ms)
        says = [action for action in actions if isinstance(action, Say)]
        added = tuple(_Waiting(mark=say.mark, text=say.text, line=say.line, number=number) for say in says)
        return kept.model_copy(update={"waiting": kept.waiting + added})

    def _with(self, observation: Observation, number: int, offset_ms: int) -> "Ledger":
        match observation:
            case Heard() if observation.text.strip():
                return self._heard(observation, number, offset_ms)
            case Played(mark=mark, at_ms=at_ms):
                return self._said(mark, at_ms + offset_ms, None)
            case Interrupted(mark=mark, heard=heard, at_ms=at_ms):
                return self._said(mark, at_ms + offset_ms, heard)
        return self

    def _heard(self, said: Heard, number: int, offset_ms: int) -> "Ledger":
        turn = Turn(
            role="prospect",
            number=number,
            text=redacted(said.text.strip()),
            started_ms=said.started_ms + offset_ms,
            ended_ms=said.ended_ms + offset_ms,
            confidence=said.confidence,
            engine=said.engine,
        )
        return self.model_copy(update={"turns": (*self.turns, turn), "free_ms": turn.ended_ms})

    def _said(self, mark: str, at_ms: int, heard: str | None) -> "Ledger":
        found = next((one for one in self.waiting if one.mark == mark), None)
        if found is None:
            return self
        turn = Turn(
            role="agent",
            number=found.number,
            text=found.text,
            started_ms=min(self.free_ms, at_ms),
            ended_ms=at_ms,
            interrupted=heard is not None,
            heard=heard,
            line=found.line,
        )
        left = tuple(one for one in self.waiting if one.mark != mark)
        return self.model_copy(update={"turns": (*self.turns, turn), "waiting": left, "free_ms": at_ms})
