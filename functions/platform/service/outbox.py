"""Use cases about events on their way to the bus: relay what did not get there, publish again what did."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from functions.platform.schemas import RelayReport, ReplayReport, Window
from functions.platform.service.ports import History, Outbox
from shared.core.clock import Now
from shared.core.errors import Problem, Unprocessable
from shared.events.bus import BATCH, Bus
from shared.schemas.envelope import Envelope


class OutboxService:
    """The outbox of all companies.

    Args:
        outbox: where events wait.
        bus: where they go.
        now: the clock.
        report: told what each run did.
        budget: how long a run may go on taking up batches.
    """

    def __init__(
        self, outbox: Outbox, bus: Bus, now: Now, report: Callable[[RelayReport], None], budget: timedelta
    ) -> None:
        self.outbox = outbox
        self.bus = bus
        self.now = now
        self.report = report
        self.budget = budget

    def relay(self) -> RelayReport:
        """Publish what waits, oldest first, until nothing is left or the time is nearly out.

        A bus that does not answer ends the run and counts against no event. An event that it refuses is passed over.
        """
        until = self.now() + self.budget
        published = refused = 0
        stopped_by = None
        for batch in self.outbox.ripe(batch=BATCH):
            try:
                taken = self.bus.publish(batch)
            except Problem as problem:
                stopped_by = problem.type
                break
            left = {envelope.id for envelope in batch} - taken
            self.outbox.settle(taken=taken, refused=left)
            published, refused = published + len(taken), refused + len(left)
            if self.now() >= until:
                break
        return self._reported(published, refused, stopped_by)

    def _reported(self, published: int, refused: int, stopped_by: str | None) -> RelayReport:
        waiting, oldest_seconds = self.outbox.backlog()
        report = RelayReport(
            published=published,
            refused=refused,
            waiting=waiting,
            oldest_seconds=oldest_seconds,
            stopped_by=stopped_by,
        )
        self.report(report)
        return report


class ReplayService:
    """The events of all companies, to be published once more.

    Args:
        history: where they are kept.
        bus: where they go.
        now: the clock.
        budget: how long a run may go on taking up batches.
    """

    def __init__(self, history: History, bus: Bus, now: Now, budget: timedelta) -> None:
        self.history = history
        self.bus = bus
        self.now = now
        self.budget = budget

    def replay(self, window: Window) -> ReplayReport:
        """Publish the events of a window again, in order, with the ids they had.

        Raises:
            Unprocessable: the window ends before it begins.
        """
        if window.until <= window.since:
            raise Unprocessable("The window ends before it begins.")
        return self._publish(self.history.within(window, batch=BATCH), window.continue_after)

    def _publish(self, batches: Iterable[Sequence[Envelope]], reached: UUID | None) -> ReplayReport:
        until = self.now() + self.budget
        published = refused = 0
        for batch in batches:
            if self.now() >= until:
                return ReplayReport(published=published, refused=refused, continue_after=reached, stopped_by=None)
            try:
                taken = len(self.bus.publish(batch))
            except Problem as problem:
                return ReplayReport(
                    published=published, refused=refused, continue_after=reached, stopped_by=problem.type
                )
            published, refused, reached = published + taken, refused + len(batch) - taken, batch[-1].id
        return ReplayReport(published=published, refused=refused, continue_after=None, stopped_by=None)
