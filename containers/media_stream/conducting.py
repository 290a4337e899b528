"""Conducts a conversation: the policy decides, what it decides is stored, and only then it is spoken."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from functions.calls.domain.conversation.actions import Action, AskCallBack, Book, OfferSlots, Say, Suppress
from functions.calls.domain.conversation.decision import Decision
from functions.calls.domain.conversation.facts import Facts
from functions.calls.domain.conversation.lines import cached_texts
from functions.calls.domain.conversation.observations import (
    Booked,
    Heard,
    Interrupted,
    Observation,
    Offered,
    Played,
)
from functions.calls.domain.conversation.policy import step
from functions.calls.domain.conversation.script import Script, ScriptEdit, edited, script_of
from functions.calls.domain.conversation.state import State
from functions.calls.schemas.voice import CallFacts, PolicyStep, Turn
from functions.calls.service.voice import VoiceDesk

T = TypeVar("T")
Ask = Callable[[Callable[[VoiceDesk], T]], Awaitable[T]]
"""Does something with the desk, in a unit of work of its own."""

MOST_ROUNDS = 4
"""Of looking something up and deciding again, within one step."""
_ANONYMOUS = {"es": "este número", "en": "this number"}


class Conductor:
    """The conversation of one call.

    Args:
        told: what the desk knows of it.
        ask: the desk.

    Attributes:
        state: where the conversation stands.
        turns: what was said so far, by both.
    """

    def __init__(self, told: CallFacts, ask: Ask[Any], now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.told = told
        self._ask = ask
        snapshot = told.snapshot or {}
        self.state = State.model_validate(snapshot.get("state", {}))
        self.turns = [Turn.model_validate(turn) for turn in snapshot.get("turns", ())]
        self._facts = facts_of(told, began_at=now(), offset_ms=int(snapshot.get("at_ms", 0)))
        self._script = script_for(told)
        self._said: dict[str, Say] = {}
        self._storing: asyncio.Task[None] | None = None

    @property
    def prompts(self) -> Sequence[str]:
        """What may be said and is known already."""
        return cached_texts(self._script, self._facts)

    async def observe(self, observation: Observation) -> Sequence[Action]:
        """Take a step, and what follows from what it looks up; what must be stored first is stored."""
        self._write_down(observation)
        pending: list[Observation] = [observation]
        spoken: list[Action] = []
        for _ in range(MOST_ROUNDS):
            if not pending:
                break
            taken = step(self.state, pending.pop(0), self._script, self._facts)
            self.state = taken.state
            for action in taken.actions:
                found = await self._effect(action, observation)
                pending += found
                if isinstance(action, Say):
                    self._said[action.mark] = action
                spoken.append(action)
            await self._keep(taken.decision, observation)
        return spoken

    async def settled(self) -> None:
        """Everything that was decided is stored."""
        if self._storing:
            await self._storing

    async def _effect(self, action: Action, observation: Observation) -> list[Observation]:
        """Do what must be done before anything is said of it; what was found out."""
        call_id, at_ms = self.told.call_id, _at(observation)
        if isinstance(action, Suppress):
            reason = action.reason
            await self._ask(lambda desk: desk.suppress(call_id, reason))
        elif isinstance(action, OfferSlots):
            times = await self._ask(lambda desk: desk.slots(call_id))
            return [Offered(kind="meeting", times=tuple(times), at_ms=at_ms)]
        elif isinstance(action, AskCallBack):
            # The desk cannot ask the gate for another time yet, so none is promised.
            return [Offered(kind="callback", times=(), at_ms=at_ms)]
        elif isinstance(action, Book):
            free = await self._ask(lambda desk: desk.slots(call_id))
            return [Booked(done=action.at in free, at_ms=at_ms)]
        return []

    async def _keep(self, decision: Decision, observation: Observation) -> None:
        """Store why, and where it stands; in order, but beside what is said."""
        await self.settled()
        snapshot = {
            "state": self.state.model_dump(mode="json"),
            "turns": [turn.model_dump(mode="json") for turn in self.turns],
            "at_ms": self._facts.offset_ms + _at(observation),
        }
        kept = PolicyStep.model_validate(decision.model_dump(exclude={"source"}))
        self._storing = asyncio.create_task(self._store(kept, snapshot))

    async def _store(self, kept: PolicyStep, snapshot: dict[str, Any]) -> None:
        call_id = self.told.call_id

        def store(desk: VoiceDesk) -> None:
            desk.decided(call_id, kept)
            desk.save(call_id, snapshot)

        await self._ask(store)

    def _write_down(self, observation: Observation) -> None:
        if isinstance(observation, Heard):
            turn = Turn(
                role="prospect",
                text=observation.text,
                started_ms=self._facts.offset_ms + observation.started_ms,
                ended_ms=self._facts.offset_ms + observation.ended_ms,
                confidence=observation.confidence,
                engine=observation.engine,
            )
            self.turns.append(turn)
        elif isinstance(observation, (Played, Interrupted)) and observation.mark in self._said:
            interrupted = isinstance(observation, Interrupted)
            turn = Turn(
                role="agent",
                text=self._said.pop(observation.mark).text,
                started_ms=self._facts.offset_ms + observation.began_ms,
                ended_ms=self._facts.offset_ms + observation.at_ms,
                interrupted=interrupted,
                heard=observation.heard if isinstance(observation, Interrupted) else None,
            )
            self.turns.append(turn)


def facts_of(told: CallFacts, *, began_at: datetime, offset_ms: int) -> Facts:
    """What a script may say of this call."""
    own = spoken_number(told.caller_id) or _ANONYMOUS[told.language]
    return Facts(
        language=told.language,
        company=told.company_name[:60],
        name=told.prospect_name[:80] if told.prospect_name else None,
        zone=told.time_zone,
        began_at=began_at,
        offset_ms=offset_ms,
        call_back=own,
        toll_free=spoken_number(told.toll_free) or own,
        origin=told.origin,
        email_known=told.email_known,
        human_available=told.can_transfer,
        leave_voicemail=told.leave_voicemail,
        must_end_by=told.must_end_by,
    )


def script_for(told: CallFacts) -> Script:
    """The campaign's script, in the company's words."""
    script = script_of(told.script.name)
    return edited(script, ScriptEdit.model_validate(told.script.edit)) if told.script.edit else script


def spoken_number(number: str | None) -> str | None:
    """Digit by digit, as a voice has to say it."""
    return " ".join(sign for sign in number if sign.isdigit()) if number else None


def _at(observation: Observation) -> int:
    return observation.ended_ms if isinstance(observation, Heard) else observation.at_ms
