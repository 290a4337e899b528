"""Builds removing what was said."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from functions.calls.providers.dialling import CallCarrier
from functions.calls.providers.gate import People
from functions.calls.repository.calls import CallRows
from functions.calls.repository.register import RegisterRows
from functions.calls.service.erasing import CarrierErasing, ErasingService
from functions.calls.service.ports import Calls
from shared.core.cache import SharedCache
from shared.core.clock import Clock
from shared.core.inject import Depends, provides, resources
from shared.core.invocation import Invocation
from shared.core.unit import unit
from shared.db.session import TenantSession
from shared.events.log import Announcements
from shared.storage.objects import Uploads


def erasing_service(
    *,
    session: TenantSession,
    people: People,
    objects: Uploads,
    memory: SharedCache,
    events: Announcements,
    invocation: Invocation,
    now: Clock,
) -> ErasingService:
    """Removes words of the invocation's company's calls."""
    return ErasingService(
        calls=CallRows(session),
        register=RegisterRows(session, invocation.company_id),
        people=people,
        objects=objects,
        memory=memory,
        events=events,
        now=now,
    )


def company_calls(session: TenantSession) -> Calls:
    """The calls of the invocation's company."""
    return CallRows(session)


@provides(*resources(company_calls))
def carrier_erasing(carrier: CallCarrier, invocation: Invocation) -> CarrierErasing:
    """What the carrier has, of any company's calls."""
    names = {"name": invocation.function, "correlation_id": invocation.correlation_id}
    return CarrierErasing(lambda company_id: unit(company_calls, company_id=company_id, **names), carrier)


AnyCarrierErasing = Annotated[CarrierErasing, Depends(carrier_erasing)]


def own_carrier_erasing(erasing: AnyCarrierErasing, invocation: Invocation) -> Callable[[UUID], bool]:
    """What the carrier has, of the invocation's company's calls."""
    company_id = invocation.company_id
    if company_id is None:
        raise ValueError(f"{invocation.function} has no company")
    return lambda call_id: erasing.finish(company_id, call_id)


Erasing = Annotated[ErasingService, Depends(erasing_service)]
AtCarrier = Annotated[Callable[[UUID], bool], Depends(own_carrier_erasing)]
