"""Removing what was said: recordings and transcripts in every version. That a call took place stays, as evidence."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.life import is_over
from functions.calls.domain.recordings import keys_of, transcript_key
from functions.calls.schemas.calls import Erased
from functions.calls.schemas.compliance import Forgotten
from functions.calls.service.compliance import PeopleDesk
from functions.calls.service.ports import Calls, Memory
from functions.calls.service.voice import place
from shared.core.clock import Now
from shared.core.errors import Conflict
from shared.storage.objects import ObjectStore


class Register(Protocol):
    """The calls of one company, as they are looked for."""

    def with_number(self, number: str) -> Sequence[UUID]:
        """Calls to a number, or from it."""

    def note_access(self, call_id: UUID, caller_id: UUID, what: str, at: datetime) -> None:
        """Keep who did something with what was said."""


class ErasingService:
    """Removes words of one company's calls.

    Args:
        calls: of the company.
        register: where they are looked for.
        people: the lists of the company.
        objects: recordings and transcripts.
        memory: where conversations stand.
        now: the clock.
    """

    def __init__(
        self, *, calls: Calls, register: Register, people: PeopleDesk, objects: ObjectStore, memory: Memory, now: Now
    ) -> None:
        self.calls = calls
        self.register = register
        self.people = people
        self.objects = objects
        self.memory = memory
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
        return Erased(call_id=call.id, versions=self._erase(call, by))

    def forget(self, number: str, *, by: UUID) -> Forgotten:
        """Remove a number wherever it stands as itself in lists, and what was said in its calls that have ended."""
        locked = [self.calls.lock(call_id) for call_id in self.register.with_number(number)]
        settled = [call for call in locked if _is_settled(call)]
        versions = sum(self._erase(call, by) for call in settled)
        told = self.people.forget(number)
        return Forgotten(
            numbers=told.numbers, calls=len(settled), versions=versions, open_calls=len(locked) - len(settled)
        )

    def _erase(self, call: Call, by: UUID) -> int:
        """The objects go first, so that none is left that nobody knows of."""
        versions = sum(self.objects.delete(key) for key in (*keys_of(call), transcript_key(call)))
        self.memory.delete(place(call.id), "snapshot")
        self.calls.change(call.id, recording_key=None, recording_until=None, transcript_key=None)
        self.register.note_access(call.id, by, "erasure", self.now())
        return versions


def _is_settled(call: Call) -> bool:
    written = call.finished_at is not None or call.streamed_at is None or call.announced_at is not None
    return is_over(call.status) and written
