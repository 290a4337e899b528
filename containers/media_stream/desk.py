"""The desk where calls are kept, asked from an event loop: each question is a unit of work on a thread."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar
from uuid import UUID

from pydantic import ValidationError

from containers.media_stream.ports import Ending, NotAdmitted, Opened, Over
from functions.calls.domain.conversation.decision import Decision
from functions.calls.domain.conversation.lines import cached_texts
from functions.calls.domain.conversation.observations import Answerer
from functions.calls.providers.lingering import lingering_calls
from functions.calls.providers.voice import company_of_token, voice_desk
from functions.calls.schemas.voice import CallFacts, Opening, PolicyStep, Preview
from functions.calls.service.adviser import Adviser
from functions.calls.service.briefing import briefed, ended
from functions.calls.service.conversation import ConductedCall, Reason
from functions.calls.service.voice import StreamRefused, VoiceDesk
from shared.core.errors import NotFound
from shared.core.log import log
from shared.core.unit import unit

NAME = "media-stream"
HANGS_UP_WITHIN_S = 5.0
"""After our goodbye."""
T = TypeVar("T")

_ENDED_BY: Mapping[Ending, Literal["prospect", "agent", "carrier", "error"]] = {
    "hung_up": "prospect",
    "closed": "agent",
    "transferred": "agent",
    "handed_over": "agent",
    "lost": "carrier",
    "violation": "error",
    "failed": "error",
}


class CallsDesk:
    """The desk of the product's own calls.

    Args:
        adviser: may say what somebody meant; None leaves it to the rules.
        end_line: has the carrier end a call that is still open; whether it was.
        hangs_up_within_s: after our goodbye, the carrier does so by itself.
    """

    def __init__(
        self,
        adviser: Adviser | None = None,
        *,
        end_line: Callable[[CallFacts], bool] | None = None,
        hangs_up_within_s: float = HANGS_UP_WITHIN_S,
    ) -> None:
        self._adviser = adviser
        self._end_line = end_line or _end_line
        self._hangs_up_within_s = hangs_up_within_s
        self._ending: set[asyncio.Task[None]] = set()
        self._offices: dict[UUID, CallOffice] = {}

    async def open(self, *, token: str, call_id: str, call_sid: str, stream_sid: str) -> Opened:
        """Use the token up, and take the call.

        Raises:
            NotAdmitted: it is unknown, used, too old, or of another call.
        """
        try:
            company_id = company_of_token(token)
            opening = Opening(token=token, call_id=UUID(call_id), call_sid=call_sid, stream_sid=stream_sid)
            told = await asyncio.to_thread(_in_unit, lambda desk: desk.open(opening), company_id, None)
        except (StreamRefused, NotFound, ValidationError, ValueError) as error:
            raise NotAdmitted from error
        briefing = briefed(told, datetime.now(UTC))
        office = self._offices[told.call_id] = CallOffice(told)
        return Opened(
            call_id=told.call_id,
            company_id=company_id,
            language=told.language,
            conversation=ConductedCall(briefing.script, briefing.facts, office, self._adviser, briefing.snapshot),
            prompts=cached_texts(briefing.script, briefing.facts),
            recording_key=told.recording_key,
            longest_s=told.longest_seconds,
            must_end_by=told.must_end_by,
            returned=None if told.because == "first" else told.because,
        )

    async def preview(self, ticket: str) -> Preview | None:
        """The words of a ticket, once; None where there are none, or the ticket is too old."""
        return await asyncio.to_thread(_previewed, ticket)

    async def answered_by(self, call: Opened) -> Answerer | None:
        """What the carrier's detection has found; None while it has not."""
        office = self._offices[call.call_id]
        return await asyncio.to_thread(office.ask, lambda desk: desk.detected(call.call_id))

    async def hand_over(self, call: Opened, why: Literal["transfer", "resume", "hang_up"]) -> None:
        """Store what is to follow: a person, or the end; where the conversation stands is stored with each step."""
        office = self._offices[call.call_id]
        if why == "transfer":
            await asyncio.to_thread(office.ask, lambda desk: desk.transfer(call.call_id))
        if why == "hang_up":
            await asyncio.to_thread(office.ask, lambda desk: desk.hang_up(call.call_id))

    async def finish(self, call: Opened, over: Over) -> None:
        """Write the conversation down, unless it goes on elsewhere; harmless when repeated."""
        office = self._offices.pop(call.call_id, None)
        if office is None or not isinstance(call.conversation, ConductedCall):
            return
        snapshot = call.conversation.snapshot
        if snapshot.unstored:
            await _listed(office, snapshot.unstored)
        if over.ending == "handed_over":
            return
        written = ended(
            snapshot,
            call.language,
            zone=office.zone,
            abandoned=over.abandoned,
            ended_by=_ENDED_BY[over.ending],
            recording_key=over.recording,
            engines={f"engine_{number}": name for number, name in enumerate(over.engines, 1)},
        )
        length = int(over.seconds * 1000) if over.recording else None
        written = written.model_copy(update={"recording_ms": length, "timings": dict(over.figures)})
        if over.ending == "transferred":
            await asyncio.to_thread(office.ask, lambda desk: desk.note(call.call_id, written))
        else:
            await asyncio.to_thread(office.ask, lambda desk: desk.finish(call.call_id, written))
        if over.ending == "closed":
            task = asyncio.create_task(self._see_it_end(office))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    async def _see_it_end(self, office: "CallOffice") -> None:
        """The carrier hangs up when it is told that nothing follows; it is asked to where it has not by then."""
        await asyncio.sleep(self._hangs_up_within_s)
        try:
            await asyncio.to_thread(self._end_line, office.told)
        except Exception as error:  # noqa: BLE001 - the reconciliation asks again
            log().warning("a line was not ended", error=type(error).__name__)


class CallOffice:
    """Where one call stores and looks up; each method is a transaction, on the thread that asks."""

    def __init__(self, told: CallFacts) -> None:
        self._told = told

    @property
    def told(self) -> CallFacts:
        """What the desk told of the call."""
        return self._told

    @property
    def zone(self) -> str:
        """Of the prospect."""
        return self._told.time_zone

    def ask(self, work: Callable[[VoiceDesk], T]) -> T:
        """Do something with the desk of the call's company."""
        return _in_unit(work, self._told.company_id, self._told.correlation_id)

    def suppress(self, reason: Reason) -> None:
        """Write the number onto the do-not-call list."""
        told = self._told
        self.ask(lambda desk: desk.suppress(told.call_id, reason, number=told.number))

    def slots(self, near: datetime | None) -> Sequence[datetime]:
        """Free times for a meeting, near a time if one is given."""
        return self.ask(lambda desk: desk.agreements.slots(self._told.call_id, near))

    def lawful(self, at: datetime | None) -> datetime | None:
        """By the gate: the first moment from `at` on when the person may be called on request, or None."""
        return self.ask(lambda desk: desk.agreements.lawful(self._told.call_id, at))

    def book(self, at: datetime) -> bool:
        """Book a meeting, stored when this returns; False where the time is taken."""
        return self.ask(lambda desk: desk.agreements.book(self._told.call_id, at))

    def call_back(self, at: datetime | None, *, asked: bool) -> None:
        """Have the person called again, stored when this returns."""
        self.ask(lambda desk: desk.agreements.call_back(self._told.call_id, at, asked=asked))

    def send_information(self) -> None:
        """Keep that the person agreed to e-mail."""
        self.ask(lambda desk: desk.agreements.send_information(self._told.call_id))

    def keep(self, snapshot: dict[str, Any], decisions: Sequence[Decision]) -> bool:
        """Keep where the conversation stands, and announce its decisions; whether the company still calls."""
        call_id = self._told.call_id
        steps = [_step(one) for one in decisions]

        def store(desk: VoiceDesk) -> bool:
            for step in steps:
                desk.decided(call_id, step)
            desk.save(call_id, snapshot)
            return desk.still_calls()

        return self.ask(store)


def _end_line(told: CallFacts) -> bool:
    with unit(lingering_calls, name=NAME, company_id=told.company_id, correlation_id=told.correlation_id) as lingering:
        return lingering.end(told.call_id)


def _step(decision: Decision) -> PolicyStep:
    return PolicyStep.model_validate(decision.model_dump(exclude={"source"}) | {"generator": decision.source})


async def _listed(office: CallOffice, reason: Reason) -> None:
    """Write what is owed; where it fails again, the words are kept all the same, and the outcome says what is owed."""
    try:
        await asyncio.to_thread(office.suppress, reason)
    except Exception as error:  # noqa: BLE001 - the conversation is still to be written down
        log().error("a number is not on the list", reason=reason, error=type(error).__name__)


def _previewed(ticket: str) -> Preview | None:
    with unit(voice_desk, name=NAME) as desk:
        return desk.preview(ticket)


def _in_unit(work: Callable[[VoiceDesk], T], company_id: UUID, correlation_id: str | None) -> T:
    """It is committed when this returns."""
    with unit(voice_desk, name=NAME, company_id=company_id, correlation_id=correlation_id) as desk:
        return work(desk)
