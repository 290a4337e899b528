"""Conducts the conversation of one call: takes the steps, stores what they decide, and lets the voice do the rest."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

from functions.calls.domain.after_call.ledger import Ledger
from functions.calls.domain.conversation.actions import (
    AskCallBack,
    Book,
    CallBack,
    Effect,
    HangUp,
    OfferSlots,
    Say,
    SendInformation,
    Suppress,
    VoiceAction,
)
from functions.calls.domain.conversation.decision import Decision
from functions.calls.domain.conversation.facts import Facts
from functions.calls.domain.conversation.intents import SURE, Reading, understood
from functions.calls.domain.conversation.moves import SPEAKING
from functions.calls.domain.conversation.observations import Booked, Heard, Observation, Offered, TimeRunsOut
from functions.calls.domain.conversation.policy import Step, step
from functions.calls.domain.conversation.script import Script
from functions.calls.domain.conversation.state import State
from functions.calls.service.adviser import Adviser
from shared.core.log import log

ADVICE_S = 0.7
_SUPPRESS_S = 1.5
_SUPPRESS_TIMES = 2
"""Tries to write onto the list: what is confirmed within 6 s may take three of them."""
_EFFECT_S = 2.0
_ANSWERS = 8
"""How many answers of the office a single observation may lead to; the policy asks for one."""
Answer = TypeVar("Answer")
Reason = Literal["do_not_call", "hostile", "wrong_person"]


class Office(Protocol):
    """Where what is decided is stored or looked up. Each method is a transaction of its own, on a thread."""

    def suppress(self, reason: Reason) -> None:
        """Write the number onto the do-not-call list."""

    def slots(self, near: datetime | None) -> Sequence[datetime]:
        """Free times for a meeting, at best two, near a time if one is given."""

    def lawful(self, at: datetime | None) -> datetime | None:
        """By the gate: the first moment from `at` on when the person may be called on request, or None."""

    def book(self, at: datetime) -> bool:
        """Book a meeting; False where the time is taken."""

    def call_back(self, at: datetime | None, *, asked: bool) -> None:
        """Call again: at a time, or at the next lawful one."""

    def send_information(self) -> None:
        """E-mail to the address that the company has; the person agreed."""

    def keep(self, snapshot: dict[str, Any], decisions: Sequence[Decision]) -> bool:
        """Keep where the conversation stands, and announce its decisions; whether the company still calls."""


class Snapshot(BaseModel):
    """What another process needs to go on.

    Attributes:
        began_at: when the first stream of the call began.
        unstored: an opt-out that could not be written; whoever ends the call writes it.
    """

    model_config = ConfigDict(frozen=True)

    state: State = State()
    ledger: Ledger = Ledger()
    began_at: AwareDatetime
    unstored: Reason | None = None


class ConductedCall:
    """The conversation of one call. Observations are taken one after another.

    Args:
        script: of the campaign.
        facts: of the call.
        office: that stores and looks up.
        adviser: that may say what somebody meant.
        snapshot: of the stream before, where the call goes on.
    """

    def __init__(
        self,
        script: Script,
        facts: Facts,
        office: Office,
        adviser: Adviser | None = None,
        snapshot: Snapshot | None = None,
    ) -> None:
        self.script = script
        self.facts = facts
        self.office = office
        self.adviser = adviser
        self.snapshot = snapshot or Snapshot(began_at=facts.began_at)
        self._turn = asyncio.Lock()
        self._advice: asyncio.Task[Reading | None] | None = None
        self._decided: list[Decision] = []

    async def observe(self, observation: Observation) -> Sequence[VoiceAction]:
        """Take a step; what has to be stored before it is spoken of is stored when this returns."""
        async with self._turn:
            before = self.snapshot
            proposal = await self._advised(observation)
            waiting: list[Observation] = [observation]
            done: list[VoiceAction] = []
            for _ in range(_ANSWERS):
                if not waiting:
                    break
                taken = self._step(waiting.pop(0), proposal)
                proposal = None
                done += await self._carried_out(taken, observation, waiting)
            changed = self.snapshot != before or bool(self._decided)
            if changed and not await self._keep() and self.snapshot.state.name in SPEAKING:
                return await self._stopped(observation, done)
            return done

    async def _stopped(self, observation: Observation, done: Sequence[VoiceAction]) -> Sequence[VoiceAction]:
        """The company calls nobody any more: a goodbye in place of what was to be said."""
        taken = self._step(TimeRunsOut(seconds_left=0, at_ms=_at_ms(observation)), None)
        parting = await self._carried_out(taken, observation, [])
        await self._keep()
        return [*(action for action in done if not isinstance(action, Say)), *parting]

    def _step(self, observation: Observation, proposal: Reading | None) -> Step:
        taken = step(self.snapshot.state, observation, self.script, self.facts, proposal)
        ledger = self.snapshot.ledger.after(
            observation, taken.actions, number=taken.state.turn, offset_ms=self.facts.offset_ms
        )
        if taken.actions or taken.state.name != self.snapshot.state.name:
            self._decided.append(taken.decision)
        self.snapshot = self.snapshot.model_copy(update={"state": taken.state, "ledger": ledger})
        return taken

    async def _carried_out(
        self, taken: Step, observation: Observation, waiting: list[Observation]
    ) -> list[VoiceAction]:
        """Store and ask first; then what is left to the voice."""
        at_ms = _at_ms(observation)
        listed = True
        for action in taken.actions:
            if isinstance(action, Suppress):
                listed = await self._suppressed(action.reason)
            elif isinstance(action, Effect) and (answer := await self._effect(action, at_ms)):
                waiting.append(answer)
        left = [action for action in taken.actions if not isinstance(action, Effect)]
        return left if listed else [_wordless(action) for action in left if not isinstance(action, Say)]

    async def _suppressed(self, reason: Reason) -> bool:
        """Whether the number is on the list; if not, nothing is claimed, and the snapshot says that it is owed."""
        for _ in range(_SUPPRESS_TIMES):
            if await _within(_SUPPRESS_S, lambda: self._written(reason), otherwise=False):
                return True
        self.snapshot = self.snapshot.model_copy(update={"unstored": reason})
        return False

    def _written(self, reason: Reason) -> bool:
        self.office.suppress(reason)
        return True

    async def _effect(self, action: Effect, at_ms: int) -> Observation | None:
        office = self.office
        match action:
            case OfferSlots(near=near):
                none: Sequence[datetime] = ()
                times = await _within(_EFFECT_S, lambda: office.slots(near), otherwise=none)
                return Offered(kind="meeting", times=tuple(times), at_ms=at_ms)
            case AskCallBack(at=at):
                lawful = await _within(_EFFECT_S, lambda: office.lawful(at), otherwise=None)
                return Offered(kind="callback", times=() if lawful is None else (lawful,), at_ms=at_ms)
            case Book(at=meeting):
                booked = await _within(_EFFECT_S, lambda: office.book(meeting), otherwise=False)
                return Booked(done=booked, at_ms=at_ms)
            case CallBack(at=at, asked=asked):
                await _within(_EFFECT_S, lambda: office.call_back(at, asked=asked), otherwise=None)
            case SendInformation():
                await _within(_EFFECT_S, office.send_information, otherwise=None)
        return None

    async def _advised(self, observation: Observation) -> Reading | None:
        """The adviser's word within 700 ms, where the rules are unsure and nothing else is being asked."""
        if self.adviser is None or not isinstance(observation, Heard) or not self._is_unsure(observation):
            return None
        if self._advice and not self._advice.done():
            return None
        adviser, state, language = self.adviser, self.snapshot.state.name, self.facts.language
        self._advice = asyncio.create_task(asyncio.to_thread(adviser.classify, observation.text, state, language))
        done, _ = await asyncio.wait({self._advice}, timeout=ADVICE_S)
        return _result(self._advice) if done else None

    def _is_unsure(self, said: Heard) -> bool:
        state = self.snapshot.state
        if state.name not in SPEAKING or not said.text.strip():
            return False
        openly = state.name == "qualify"
        return understood(said.text, self.facts.language, said.confidence, asked_openly=openly).confidence < SURE

    async def _keep(self) -> bool:
        """Whether the company still calls; it does where that cannot be found out."""
        decided, self._decided = tuple(self._decided), []
        told = self.snapshot.model_dump(mode="json")
        return await _within(_EFFECT_S, lambda: self.office.keep(told, decided), otherwise=True)


def _at_ms(observation: Observation) -> int:
    return observation.ended_ms if isinstance(observation, Heard) else observation.at_ms


async def _within(seconds: float, work: Callable[[], Answer], *, otherwise: Answer) -> Answer:
    """What work on a thread answers in time; a failure is logged, and the call goes on."""
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.to_thread(work)
    except Exception as error:  # noqa: BLE001 - whatever fails in the office, the person is answered
        log().warning("the office of a call did not answer", error=type(error).__name__)
        return otherwise


def _wordless(action: VoiceAction) -> VoiceAction:
    return HangUp(after=None) if isinstance(action, HangUp) else action


def _result(advice: asyncio.Task[Reading | None]) -> Reading | None:
    try:
        return advice.result()
    except Exception as error:  # noqa: BLE001 - without advice the rules decide
        log().warning("no advice on what was said", error=type(error).__name__)
        return None
