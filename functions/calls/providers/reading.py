"""Builds looking at calls, and stopping them."""

from typing import Annotated

from functions.calls.providers.closing import Ends
from functions.calls.providers.dialling import CallCarrier
from functions.calls.repository.calls import CallRows
from functions.calls.repository.register import RegisterRows
from functions.calls.service.reading import CancelService, ReadingService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.storage.objects import Uploads


def reading_service(session: TenantSession, objects: Uploads, invocation: Invocation, now: Clock) -> ReadingService:
    """The calls of the invocation's company."""
    return ReadingService(RegisterRows(session, invocation.company_id), objects, now)


def cancel_service(session: TenantSession, closing: Ends, carrier: CallCarrier) -> CancelService:
    """Stops calls of the invocation's company; who is not dialled yet is stopped without the carrier."""
    return CancelService(CallRows(session), closing, carrier)


Reading = Annotated[ReadingService, Depends(reading_service)]
Cancelling = Annotated[CancelService, Depends(cancel_service)]
