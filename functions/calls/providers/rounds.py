"""Builds rounds over all companies; each company's work is done behind its own wall."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from functions.calls.providers.dialling import AnyDialler, CallCarrier, dial_desk
from functions.calls.providers.erasing import AnyCarrierErasing, company_calls
from functions.calls.providers.gate import LegalGate
from functions.calls.providers.voice import voice_desk
from functions.calls.repository.campaigns import CampaignRows
from functions.calls.repository.contact.stale import StaleRows
from functions.calls.repository.line import LineRows
from functions.calls.repository.register import RegisterRows
from functions.calls.repository.waiting import WaitingRows
from functions.calls.service.outbound import OutboundService
from functions.calls.service.retention import RetentionRounds
from functions.calls.service.rounds import DialRounds, ReconcileRounds
from functions.calls.service.running import RunService
from functions.calls.service.staleness import StaleDesk, StaleRounds
from shared.contact.rules import published_rules
from shared.core.clock import Clock
from shared.core.inject import Depends, provides, resources
from shared.core.invocation import Invocation
from shared.core.unit import unit
from shared.db.session import SystemTransactions, TenantSession
from shared.events.log import Announcements
from shared.storage.objects import Uploads


def run_service(
    session: TenantSession, gate: LegalGate, events: Announcements, invocation: Invocation, now: Clock
) -> RunService:
    """The campaigns of the invocation's company, at work."""
    company_id = invocation.company_id
    outbound = OutboundService(RegisterRows(session, company_id), gate, events, invocation)
    return RunService(CampaignRows(session, company_id), LineRows(session), outbound, events, now)


@provides(*resources(run_service))
def dial_rounds(system: SystemTransactions, dialler: AnyDialler, invocation: Invocation, now: Clock) -> DialRounds:
    """The queues of all companies."""
    return DialRounds(WaitingRows(system), _units(run_service, invocation), dialler, now)


@provides(*resources(dial_desk), *resources(voice_desk))
def reconcile_rounds(
    system: SystemTransactions, carrier: CallCarrier, invocation: Invocation, now: Clock
) -> ReconcileRounds:
    """The open calls of all companies."""
    desks, voices = _units(dial_desk, invocation), _units(voice_desk, invocation)
    return ReconcileRounds(WaitingRows(system), desks, voices, carrier, now)


@provides(*resources(company_calls))
def retention_rounds(
    system: SystemTransactions, objects: Uploads, erasing: AnyCarrierErasing, invocation: Invocation, now: Clock
) -> RetentionRounds:
    """The recordings and words of all companies."""
    return RetentionRounds(WaitingRows(system), _units(company_calls, invocation), objects, erasing, now)


def stale_desk(session: TenantSession, events: Announcements) -> StaleDesk:
    """The lists of the invocation's company, and where it is announced that one is stale."""
    return StaleDesk(StaleRows(session), events)


@provides(*resources(stale_desk))
def stale_rounds(system: SystemTransactions, invocation: Invocation, now: Clock) -> StaleRounds:
    """The lists of all companies."""

    def due(taken_before: dict[str, datetime]) -> Sequence[Any]:
        with system() as session:
            return StaleRows(session).due(taken_before)

    return StaleRounds(due, _units(stale_desk, invocation), published_rules(), now)


def _units(provider: Callable[..., Any], invocation: Invocation) -> Callable[[UUID], AbstractContextManager[Any]]:
    """Opens units of a company, in the name of a job."""

    def open_unit(company_id: UUID) -> AbstractContextManager[Any]:
        return unit(provider, name=invocation.function, company_id=company_id, correlation_id=invocation.correlation_id)

    return open_unit


DialRound = Annotated[DialRounds, Depends(dial_rounds)]
ReconcileRound = Annotated[ReconcileRounds, Depends(reconcile_rounds)]
RetentionRound = Annotated[RetentionRounds, Depends(retention_rounds)]
StaleRound = Annotated[StaleRounds, Depends(stale_rounds)]
