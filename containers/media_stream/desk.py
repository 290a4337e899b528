"""The desk where calls are kept, asked from an event loop: each question is a unit of work on a thread."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Literal, TypeVar
from uuid import UUID

from pydantic import ValidationError

from containers.media_stream.conducting import Conductor
from containers.media_stream.ports import Ending, NotAdmitted, Opened, Over
from functions.calls.domain.conversation.observations import Answerer
from functions.calls.providers.voice import company_of_token, voice_desk
from functions.calls.schemas.voice import CallFacts, Ended, Opening
from functions.calls.service.voice import StreamRefused, VoiceDesk
from shared.core.errors import NotFound
from shared.core.unit import unit

NAME = "media-stream"
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
    """The desk of the product's own calls."""

    async def open(self, *, token: str, call_id: str, call_sid: str, stream_sid: str) -> Opened:
        """Use the token up, and take the call.

        Raises:
            NotAdmitted: it is unknown, used, too old, or of another call.
        """
        try:
            company_id = company_of_token(token)
            opening = Opening(token=token, call_id=UUID(call_id), call_sid=call_sid, stream_sid=stream_sid)
            told = await _in_unit(lambda desk: desk.open(opening), company_id, None)
        except (StreamRefused, NotFound, ValueError, ValidationError) as error:
            raise NotAdmitted from error
        conductor = Conductor(told, partial(_in_unit, company_id=company_id, correlation_id=told.correlation_id))
        return Opened(
            call_id=told.call_id,
            company_id=company_id,
            language=told.language,
            conversation=conductor,
            prompts=conductor.prompts,
            recording_key=told.recording_key,
            longest_s=told.longest_seconds,
            must_end_by=told.must_end_by,
            returned=None if told.because == "first" else told.because,
        )

    async def answered_by(self, call: Opened) -> Answerer | None:
        """What the carrier's detection has found; None while it has not."""
        return await self._ask(call, lambda desk: desk.detected(call.call_id))

    async def hand_over(self, call: Opened, why: Literal["transfer", "resume"]) -> None:
        """Store where the conversation stands; for a transfer, that a person is to ring next."""
        await _conductor(call).settled()
        if why == "transfer":
            await self._ask(call, lambda desk: desk.transfer(call.call_id))

    async def finish(self, call: Opened, over: Over) -> None:
        """Write the conversation down, unless it goes on elsewhere; harmless when repeated."""
        conductor = _conductor(call)
        with suppress(asyncio.CancelledError):
            await conductor.settled()
        if over.ending not in {"transferred", "handed_over"}:
            ended = ended_of(conductor, over)
            await self._ask(call, lambda desk: desk.finish(call.call_id, ended))

    def _ask(self, call: Opened, work: Callable[[VoiceDesk], T]) -> Awaitable[T]:
        told: CallFacts = _conductor(call).told
        return _in_unit(work, call.company_id, told.correlation_id)


def ended_of(conductor: Conductor, over: Over) -> Ended:
    """What became of a conversation. Its score is no matter of the voice, so there is none, and why is said."""
    state = conductor.state
    live = any(turn.role == "prospect" for turn in conductor.turns)
    return Ended(
        outcome=state.outcome or (None if live else "no_conversation"),
        score=None,
        score_reason="not scored yet" if live else "no person spoke",
        turns=tuple(conductor.turns),
        language=conductor.told.language,
        recording_key=over.recording,
        recording_ms=int(over.seconds * 1000) if over.recording else None,
        engines={f"engine_{n}": name for n, name in enumerate(over.engines)},
        ended_by=_ENDED_BY[over.ending],
        live=live,
        abandoned=live and not any(turn.role == "agent" for turn in conductor.turns),
        meeting_at=state.agreed if state.outcome == "meeting_booked" else None,
        callback_at=state.agreed if state.outcome == "callback" else None,
        timings=dict(over.figures),
    )


def _conductor(call: Opened) -> Conductor:
    assert isinstance(call.conversation, Conductor)  # noqa: S101 - this desk has opened it
    return call.conversation


async def _in_unit(work: Callable[[VoiceDesk], Any], company_id: UUID, correlation_id: str | None) -> Any:
    """Do something with the desk of a company; it is committed when this returns."""

    def do() -> Any:
        with unit(voice_desk, name=NAME, company_id=company_id, correlation_id=correlation_id) as desk:
            return work(desk)

    return await asyncio.to_thread(do)
