"""What may not be kept: recordings and words whose time is over, and what the carrier has not removed yet."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.recordings import keys_of, transcript_key
from functions.calls.schemas.rounds import RetentionReport
from functions.calls.service.erasing import CarrierErasing
from functions.calls.service.in_turn import Place, in_turn
from functions.calls.service.ports import Calls
from shared.core.clock import Now
from shared.core.errors import NotConfigured
from shared.storage.objects import ObjectStore

BUDGET = timedelta(seconds=100)


class Waiting(Protocol):
    """What waits, of all companies."""

    def expired(self, at: datetime) -> Sequence[Place]:
        """Calls whose recording has been kept long enough."""

    def worded(self, at: datetime) -> Sequence[Place]:
        """Calls whose words have been kept long enough."""

    def unerased(self) -> Sequence[Place]:
        """Calls of which the carrier has still to remove something."""


class RetentionRounds:
    """Removes what may not be kept.

    Args:
        waiting: what waits.
        calls: opens a transaction of a company.
        objects: where recordings and transcripts are.
        erasing: asks the carrier.
        now: the clock.
    """

    def __init__(
        self,
        waiting: Waiting,
        calls: Callable[[UUID], AbstractContextManager[Calls]],
        objects: ObjectStore,
        erasing: CarrierErasing,
        now: Now,
    ) -> None:
        self.waiting = waiting
        self.calls = calls
        self.objects = objects
        self.erasing = erasing
        self.now = now

    def remove(self) -> RetentionReport:
        """Remove every version of everything; the objects go first, so that none is left that nobody knows of."""
        report, until = RetentionReport(), self.now() + BUDGET
        work = [
            *((self._recording, place) for place in self.waiting.expired(self.now())),
            *((self._words, place) for place in self.waiting.worded(self.now())),
            *((self._at_carrier, place) for place in self.waiting.unerased()),
        ]
        in_turn(work, report, until=until, now=self.now, trouble="something is not removed")
        return report

    def _recording(self, place: Place, report: RetentionReport) -> None:
        with self.calls(place[0]) as calls:
            report.versions += forget(calls.lock(place[1]), calls, self.objects)
            report.calls += 1

    def _words(self, place: Place, report: RetentionReport) -> None:
        with self.calls(place[0]) as calls:
            call = calls.lock(place[1])
            report.versions += self.objects.delete(transcript_key(call))
            calls.change(call.id, transcript_key=None, words_until=None, words_removed_at=self.now())
            report.transcripts += 1

    def _at_carrier(self, place: Place, report: RetentionReport) -> None:
        try:
            report.at_carrier += self.erasing.finish(*place)
        except NotConfigured:  # ours is removed all the same
            report.failed += 1


def forget(call: Call, calls: Calls, objects: ObjectStore) -> int:
    """Remove every version of every part of a call's recording; how many there were."""
    removed = sum(objects.delete(key) for key in keys_of(call))
    calls.change(call.id, recording_key=None, recording_until=None)
    return removed
