"""Calls as people see them, hear them, and stop them."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol, cast
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.costs import bound
from functions.calls.domain.life import is_over
from functions.calls.domain.scripts import Language
from functions.calls.schemas.calls import (
    AccessEntry,
    CallDetail,
    CallFilter,
    CallSummary,
    CarrierErasure,
    RecordingAddress,
)
from functions.calls.schemas.voice import Transcript, Turn
from functions.calls.service.closing import Closing
from functions.calls.service.dial_desk import Carrier
from functions.calls.service.ports import Calls
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.clock import Now
from shared.core.errors import Conflict, NotFound
from shared.schemas.pages import Page, from_cursor
from shared.storage.objects import DOWNLOAD_SECONDS, ObjectStore

LONGEST_TRANSCRIPT = 1_000_000  # bytes

_HIDDEN = frozenset({"request", "score_reason", "score_parts", "taken_back", "summary", "next_step"})


class Shelf(Protocol):
    """The calls of one company, as they are shown."""

    def find(self, call_id: UUID) -> Call:
        """A call, or `NotFound`."""

    def newest(self, which: CallFilter, *, before: UUID | None, limit: int) -> Sequence[Call]:
        """Calls, newest first."""

    def note_access(self, call_id: UUID, caller_id: UUID, what: str, at: datetime) -> None:
        """Keep that somebody was shown what was said."""

    def accesses(self, call_id: UUID) -> Sequence[AccessEntry]:
        """Who was shown what was said, newest first."""


class ReadingService:
    """The calls of one company.

    Args:
        shelf: as they are shown.
        objects: transcripts and recordings.
        now: the clock.
    """

    def __init__(self, shelf: Shelf, objects: ObjectStore, now: Now) -> None:
        self.shelf = shelf
        self.objects = objects
        self.now = now

    def newest(self, which: CallFilter, *, limit: int, cursor: str | None) -> Page[CallSummary]:
        """A page of calls, newest first."""
        rows = self.shelf.newest(which, before=from_cursor(cursor), limit=limit + 1)
        return Page[CallSummary].of([summary(call) for call in rows], limit=limit, key=lambda row: row.call_id)

    def detail(self, call_id: UUID, by: Caller) -> CallDetail:
        """A call; what was said in it only for who may listen, and then it is kept who looked.

        Raises:
            NotFound: the company has no such call.
        """
        call = self.shelf.find(call_id)
        turns = None
        if call.transcript_key and Scope.CALLS_LISTEN in by.scopes:
            turns = self._transcript(call.transcript_key)
            self.shelf.note_access(call.id, by.id, "transcript", self.now())
        return _detail(call, turns)

    def recording(self, call_id: UUID, by: Caller) -> RecordingAddress:
        """Where to fetch a recording, for some minutes; it is kept who asked.

        Raises:
            NotFound: there is no such call, or no recording of it.
        """
        call = self.shelf.find(call_id)
        if call.recording_key is None:
            raise NotFound("There is no recording of this call.")
        self.shelf.note_access(call.id, by.id, "recording", self.now())
        url = self.objects.download(call.recording_key, file_name=f"{call.id}.wav")
        return RecordingAddress(url=url, expires_at=self.now() + timedelta(seconds=DOWNLOAD_SECONDS))

    def accesses(self, call_id: UUID) -> Page[AccessEntry]:
        """Who was shown what was said in a call.

        Raises:
            NotFound: there is no such call.
        """
        self.shelf.find(call_id)
        return Page[AccessEntry](items=list(self.shelf.accesses(call_id)))

    def _transcript(self, key: str) -> list[Turn]:
        kept = json.loads(self.objects.get(key, most=LONGEST_TRANSCRIPT))
        return list(Transcript.model_validate(kept).turns)


class CancelService:
    """Stops calls of one company.

    Args:
        calls: of the company.
        closing: their ends.
        carrier: opens who carries them, for a call that he has.
    """

    def __init__(self, calls: Calls, closing: Closing, carrier: Callable[[], Carrier]) -> None:
        self.calls = calls
        self.closing = closing
        self.carrier = carrier

    def cancel(self, call_id: UUID) -> CallSummary:
        """Stop a call: at once where it is not dialled yet; else the carrier ends it, and its word of that is awaited.

        Raises:
            NotFound: there is no such call.
            Conflict: it has ended, or it is being asked for at this moment.
        """
        call = self.calls.lock(call_id)
        if is_over(call.status):
            raise Conflict(f"This call is {call.status}.")
        if call.call_sid is None:
            if call.sent_at:
                raise Conflict("This call is being dialled at this moment. Try again shortly.")
            ended = self.calls.change(call.id, status="canceled", reason="canceled")
            return summary(self.closing.settle(ended))
        self.carrier().end(call.call_sid, "completed" if call.status == "in-progress" else "canceled")
        return summary(self.calls.change(call.id, reason=call.reason or "canceled"))


def summary(call: Call) -> CallSummary:
    """A call in a list."""
    return CallSummary.model_validate({"call_id": call.id} | _shown(call))


def _detail(call: Call, turns: list[Turn] | None) -> CallDetail:
    return CallDetail(
        **summary(call).model_dump(),
        score_reason=call.details.get("score_reason"),
        score_parts=call.details.get("score_parts", []),
        summary=call.details.get("summary") or None,
        next_step=call.details.get("next_step"),
        language=cast("Language", call.language),
        transcript=turns,
        has_transcript=call.transcript_key is not None,
        has_recording=call.recording_key is not None,
        recording_until=call.recording_until,
        words_until=call.words_until,
        words_removed_at=call.words_removed_at,
        carrier_erasure=cast("CarrierErasure | None", call.carrier_erasure),
        answered_by=call.answered_by,
        callback_at=call.callback_at,
        meeting_at=call.meeting_at,
        decision_id=call.decision_id,
        must_end_by=call.must_end_by,
        price=call.price,
        cost_at_most=_cost_at_most(call),
        cost_currency=call.cost_currency,
        details={name: value for name, value in call.details.items() if name not in _HIDDEN},
    )


def _cost_at_most(call: Call) -> Decimal | None:
    """None for a call that was never asked for, and for one that nobody answered."""
    free = is_over(call.status) and call.status != "completed"
    lasts = call.most_seconds if call.duration_seconds is None else call.duration_seconds
    if free or call.minute_rate is None or lasts is None:
        return None
    return bound(call.minute_rate, lasts)


def _shown(call: Call) -> dict[str, object]:
    return {name: getattr(call, name) for name in CallSummary.model_fields if name != "call_id"}
