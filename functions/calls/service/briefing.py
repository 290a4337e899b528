"""From what the desk knows of a call to what the conversation needs, and back to what the desk writes down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from functions.calls.domain.after_call.score import score
from functions.calls.domain.after_call.summary import summarised
from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.facts import Facts
from functions.calls.domain.conversation.moves import settled
from functions.calls.domain.conversation.script import Script, chosen
from functions.calls.domain.conversation.text import in_words
from functions.calls.schemas.voice import CallFacts, Ended, NextStep, ScorePart, Turn
from functions.calls.service.conversation import Snapshot

_THIS_NUMBER: dict[Language, str] = {"es": "número que aparece en su teléfono", "en": "the number on your telephone"}


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """What a conversation is conducted with."""

    script: Script
    facts: Facts
    snapshot: Snapshot | None


def briefed(call: CallFacts, began_at: datetime) -> Briefing:
    """The script, the facts and the snapshot of a call whose stream begins now.

    Raises:
        KeyError: there is no script of that name.
        ValueError: the company's own words break a duty.
    """
    snapshot = Snapshot.model_validate(call.snapshot) if call.snapshot else None
    offset = began_at - snapshot.began_at if snapshot else timedelta()
    script = edited_script(call)
    longest = min(script.longest_seconds, int(offset.total_seconds()) + call.longest_seconds)
    facts = Facts(
        language=call.language,
        company=call.company_name,
        name=call.prospect_name,
        zone=call.time_zone,
        began_at=began_at,
        offset_ms=int(offset / timedelta(milliseconds=1)),
        call_back=spoken_number(call.caller_id, call.language) or _THIS_NUMBER[call.language],
        toll_free=spoken_number(call.toll_free, call.language) or _THIS_NUMBER[call.language],
        origin=call.origin,
        email_known=call.email_known,
        human_available=call.can_transfer,
        leave_voicemail=call.leave_voicemail and call.toll_free is not None,
        must_end_by=call.must_end_by,
    )
    return Briefing(script=script.model_copy(update={"longest_seconds": longest}), facts=facts, snapshot=snapshot)


def edited_script(call: CallFacts) -> Script:
    """The script that a campaign chose, in its company's words."""
    return chosen(call.script.name, call.script.edit)


def spoken_number(number: str | None, language: Language) -> str | None:
    """A telephone number digit by digit, as it is spoken."""
    return " ".join(in_words(int(digit), language) for digit in number if digit.isdigit()) if number else None


def ended(
    snapshot: Snapshot,
    language: Language,
    *,
    zone: str,
    ended_by: Literal["prospect", "agent", "carrier", "time", "error"],
    recording_key: str | None = None,
    engines: dict[str, str] | None = None,
    abandoned: bool = False,
) -> Ended:
    """What the desk writes down of a conversation that is over."""
    state, turns = snapshot.state, snapshot.ledger.turns
    outcome, scored = settled(state), score(state, turns, language)
    agreed = state.agreed
    told = summarised(state, language, agreed.astimezone(ZoneInfo(zone)) if agreed else None)
    return Ended(
        outcome=outcome,
        score=scored.value,
        score_reason=scored.reason,
        score_parts=tuple(ScorePart(**part.model_dump()) for part in scored.parts),
        generator=scored.generator,
        summary=told.text,
        summary_generator=told.generator,
        next_step=NextStep(do=told.next_step.do, at=told.next_step.at),
        turns=tuple(Turn(**turn.model_dump(exclude={"number", "line"})) for turn in turns),
        language=language,
        recording_key=recording_key if state.recording else None,
        engines=engines or {},
        ended_by=ended_by,
        live=state.met or (any(turn.role == "prospect" for turn in turns) and len(state.signals) == 0),
        abandoned=abandoned,
        meeting_at=agreed if outcome == "meeting_booked" else None,
        callback_at=agreed if outcome == "callback" else None,
    )
