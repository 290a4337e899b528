"""Builds the rounds that watch models; each company's work is done behind its own wall."""

from contextlib import AbstractContextManager
from typing import Annotated
from uuid import UUID

from functions.hr.providers.models import CompanyModels, Files
from functions.hr.providers.rooms import PersonalRooms
from functions.hr.repository.wave_answers import ClosedWaveRows, WaveAnswerRows
from functions.hr.service.models.monitoring import MonitorRounds, WaveMonitor
from shared.core.clock import Clock
from shared.core.inject import Depends, provides, resources
from shared.core.invocation import Invocation
from shared.core.unit import unit
from shared.db.session import SystemTransactions, TenantSession


def wave_monitor(
    session: TenantSession, models: CompanyModels, files: Files, opened: PersonalRooms, invocation: Invocation
) -> WaveMonitor:
    """The waves of the invocation's company."""
    rooms = opened.rooms
    answers = WaveAnswerRows(session, invocation.company_id)
    return WaveMonitor(answers, models, files, opened.safe, catalogue=rooms.catalogue, now=rooms.now)


@provides(*resources(wave_monitor))
def monitor_rounds(system: SystemTransactions, invocation: Invocation, now: Clock) -> MonitorRounds:
    """The waves of all companies."""

    def monitor(company_id: UUID) -> AbstractContextManager[WaveMonitor]:
        names = {"name": invocation.function, "correlation_id": invocation.correlation_id}
        return unit(wave_monitor, company_id=company_id, **names)

    return MonitorRounds(ClosedWaveRows(system), monitor, now)


MonitorRound = Annotated[MonitorRounds, Depends(monitor_rounds)]
