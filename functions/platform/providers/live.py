"""Builds the use cases about live updates."""

from typing import Annotated

from functions.platform.client.sockets import ManagedSockets
from functions.platform.repository.connections import ConnectionItems
from functions.platform.service.live import AdmissionService, LiveService, NotifierService
from shared.core.cache import SharedCache
from shared.core.clock import Clock
from shared.core.inject import Depends, provides
from shared.core.resources import SOCKETS
from shared.core.settings import settings


def admission_service(table: SharedCache, now: Clock) -> AdmissionService:
    """The door of the WebSocket API."""
    return AdmissionService(ConnectionItems(table, now))


def live_service(table: SharedCache, now: Clock) -> LiveService:
    """What open connections listen to."""
    return LiveService(ConnectionItems(table, now))


@provides(SOCKETS)
def managed_sockets() -> ManagedSockets:
    """The connections of this stage."""
    return ManagedSockets(settings.sockets_url)


def notifier_service(
    table: SharedCache, sockets: Annotated[ManagedSockets, Depends(managed_sockets)], now: Clock
) -> NotifierService:
    """Tells connections what happened."""
    return NotifierService(ConnectionItems(table, now), sockets)


Admission = Annotated[AdmissionService, Depends(admission_service)]
Live = Annotated[LiveService, Depends(live_service)]
Notifier = Annotated[NotifierService, Depends(notifier_service)]
