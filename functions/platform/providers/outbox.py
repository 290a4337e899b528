"""Builds the use cases about events on their way to the bus."""

from datetime import timedelta
from typing import Annotated

from functions.platform.repository.outbox import OutboxRows, PublishedRows
from functions.platform.schemas import RelayReport
from functions.platform.service.outbox import OutboxService, ReplayService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.log import log
from shared.core.metrics import measure
from shared.db.session import SystemSession
from shared.events.bus import EventBus

RELAY_BUDGET = timedelta(seconds=45)
"""Of a job that may take 60 seconds."""

REPLAY_BUDGET = timedelta(minutes=13)
"""Of a task that may take 15 minutes."""


def outbox_service(session: SystemSession, bus: EventBus, now: Clock) -> OutboxService:
    """The outbox of all companies."""
    return OutboxService(OutboxRows(session), bus, now, _report, RELAY_BUDGET)


def replay_service(session: SystemSession, bus: EventBus, now: Clock) -> ReplayService:
    """The published events of all companies."""
    return ReplayService(PublishedRows(session), bus, now, REPLAY_BUDGET)


def _report(report: RelayReport) -> None:
    measure("OutboxBacklogAge", report.oldest_seconds, "Seconds")
    measure("OutboxBacklog", report.waiting, "Count")
    if report.stopped_by or report.refused:
        log().warning("outbox not empty", **report.model_dump())
    elif report.published:
        log().info("outbox relayed", **report.model_dump())


Relay = Annotated[OutboxService, Depends(outbox_service)]
Replay = Annotated[ReplayService, Depends(replay_service)]
