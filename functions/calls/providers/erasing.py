"""Builds removing what was said."""

from typing import Annotated

from functions.calls.providers.gate import People
from functions.calls.repository.calls import CallRows
from functions.calls.repository.register import RegisterRows
from functions.calls.service.erasing import ErasingService
from shared.core.cache import SharedCache
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.storage.objects import Uploads


def erasing_service(
    *, session: TenantSession, people: People, objects: Uploads, memory: SharedCache, invocation: Invocation, now: Clock
) -> ErasingService:
    """Removes words of the invocation's company's calls."""
    return ErasingService(
        calls=CallRows(session),
        register=RegisterRows(session, invocation.company_id),
        people=people,
        objects=objects,
        memory=memory,
        now=now,
    )


Erasing = Annotated[ErasingService, Depends(erasing_service)]
