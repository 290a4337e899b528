"""Removing what was said, and who it was said with: every copy of ours, and what the carrier has.

That a call took place stays, as evidence: times, duration, outcome, script, decision, and the hash of its number, which
the law asks to keep for years (16 CFR 310.5). Our copies go at once; the carrier is asked right after, and again until
it has done it.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Literal, Protocol, cast
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.life import is_over
from functions.calls.domain.numbers import number_hash
from functions.calls.domain.recordings import keys_of, transcript_key
from functions.calls.schemas.calls import CarrierErasure, Erased
from functions.calls.schemas.compliance import Forgotten
from functions.calls.service.compliance import PeopleDesk
from functions.calls.service.dial_desk import Carrier
from functions.calls.service.ports import Calls, Memory
from functions.calls.service.voice import place
from shared.core.clock import Now
from shared.core.errors import Conflict
from shared.schemas.envelope import Events
from shared.schemas.events import CallErased, PersonForgotten
from shared.storage.objects import ObjectStore

TOLD_BY_WORDS = frozenset({"summary", "summary_generator", "next_step", "score_parts", "score_reason"})
"""Details of a call that were made of what was said."""
TOLD_OF_PERSON = frozenset({"request", "metadata"})
"""Details of a call that came with the number."""


class Register(Protocol):
    """The calls of one company, as they are looked for."""

    def with_number(self, number: str) -> Sequence[UUID]:
        """Calls to a number, or from it."""

    def leads_with(self, number: str) -> Sequence[UUID]:
        """Leads that have a number."""

    def note_access(self, call_id: UUID, caller_id: UUID, what: str, at: datetime) -> None:
        """Keep who did something with what was said."""


class ErasingService:
    """Removes words and people of one company's calls.

    Args:
        calls: of the company.
        register: where they are looked for.
        people: the lists of the company.
        objects: recordings and transcripts.
        memory: where conversations stand.
        events: where it is announced, for who has copies.
        now: the clock.
    """

    def __init__(
        self,
        *,
        calls: Calls,
        register: Register,
        people: PeopleDesk,
        objects: ObjectStore,
        memory: Memory,
        events: Events,
        now: Now,
    ) -> None:
        self.calls = calls
        self.register = register
        self.people = people
        self.objects = objects
        self.memory = memory
        self.events = events
        self.now = now

    def erase(self, call_id: UUID, *, by: UUID) -> Erased:
        """Remove what was said in a call; it is kept who did. Harmless when repeated.

        Raises:
            NotFound: there is no such call.
            Conflict: it has not ended, or its words are still to come.
        """
        call = self.calls.lock(call_id)
        if not _is_settled(call):
            raise Conflict("This call has not ended. Try again shortly.")
        versions = self._erase(call, by, "recordings")
        asked = self.calls.lock(call_id).carrier_erasure
        return Erased(call_id=call.id, versions=versions, carrier_erasure=cast("CarrierErasure | None", asked))

    def forget(self, number: str, *, by: UUID) -> Forgotten:
        """Remove a number wherever it stands as itself, and what was said in its calls that have ended."""
        locked = [self.calls.lock(call_id) for call_id in self.register.with_number(number)]
        settled = [call for call in locked if _is_settled(call)]
        versions = 0
        for call in settled:
            versions += self._erase(call, by, "record")
            self.calls.change(call.id, **_without_person(self.calls.lock(call.id), number, at=self.now()))
        told = self.people.forget(number)
        leads = tuple(self.register.leads_with(number))
        if leads:
            self.events.record(PersonForgotten(lead_ids=leads))
        return Forgotten(
            numbers=told.numbers,
            leads=len(leads),
            calls=len(settled),
            versions=versions,
            open_calls=len(locked) - len(settled),
        )

    def _erase(self, call: Call, by: UUID, at_carrier: Literal["recordings", "record"]) -> int:
        """The objects go first, so that none is left that nobody knows of."""
        versions = sum(self.objects.delete(key) for key in (*keys_of(call), transcript_key(call)))
        for name in ("snapshot", "answered_by"):
            self.memory.delete(place(call.id), name)
        self.calls.change(
            call.id,
            recording_key=None,
            recording_until=None,
            transcript_key=None,
            words_until=None,
            words_removed_at=call.words_removed_at or self.now(),
            carrier_erasure="record" if call.carrier_erasure == "record" else at_carrier if sids_of(call) else None,
            details=_without(call.details, TOLD_BY_WORDS),
        )
        self.register.note_access(call.id, by, "erasure", self.now())
        self.events.record(CallErased(call_id=call.id))
        return versions


class CarrierErasing:
    """Has the carrier remove what it has of calls.

    Args:
        calls: opens a transaction of a company.
        carrier: opens who carries calls.
    """

    def __init__(self, calls: Callable[[UUID], AbstractContextManager[Calls]], carrier: Callable[[], Carrier]) -> None:
        self.calls = calls
        self.carrier = carrier

    def finish(self, company_id: UUID, call_id: UUID) -> bool:
        """Ask the carrier, if something is still to be removed; whether it was. Harmless when repeated.

        Raises:
            NotFound: there is no such call.
            NotConfigured: nobody carries calls.
            CarrierError: it did not do it; ask again.
        """
        with self.calls(company_id) as calls:
            call = calls.lock(call_id)
        wanted = call.carrier_erasure
        if wanted is None:
            return False
        carrier = self.carrier()
        for sid in sids_of(call):
            carrier.erase_recordings(sid)
            if wanted == "record":
                carrier.erase_record(sid)
        with self.calls(company_id) as calls:
            if calls.lock(call_id).carrier_erasure == wanted:
                calls.change(call_id, carrier_erasure=None)
        return True


def sids_of(call: Call) -> list[str]:
    """The names that the carrier gave to a call, also those of dials that were taken back."""
    return [sid for sid in (call.call_sid, *call.details.get("taken_back", [])) if sid]


def _without_person(call: Call, number: str, *, at: datetime) -> dict[str, Any]:
    """What a call is without its person: her number as the hash under which lists and decisions know it."""
    theirs = "to_number" if call.direction == "outbound" else "from_number"
    return {
        theirs: None,
        "number_hash": number_hash(call.company_id, number),
        "forgotten_at": at,
        "details": _without(call.details, TOLD_OF_PERSON),
    }


def _without(details: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if name not in names}


def _is_settled(call: Call) -> bool:
    written = call.finished_at is not None or call.streamed_at is None or call.announced_at is not None
    return is_over(call.status) and written
