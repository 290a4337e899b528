"""Builds the use cases of intake from the session, the event log and the bucket."""

from typing import Annotated

from functions.finance.repository.intake.files import FileRows
from functions.finance.service.intake.drops import DropService
from functions.finance.service.intake.grants import Grants
from functions.finance.service.intake.ports import Reader
from functions.finance.service.intake.reading import ReadingService
from functions.finance.service.intake.registration import RegistrationService
from shared.core.cache import SharedCache
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.events.log import Announcements
from shared.llm.configured import Model
from shared.storage.objects import Uploads


def registration_service(session: TenantSession, events: Announcements, invocation: Invocation) -> RegistrationService:
    """What arrives at the invocation's company."""
    return RegistrationService(FileRows(session, invocation.company_id), events)


def reader() -> Reader:
    """Reads in a process of its own."""
    from functions.finance.extraction.isolation import read_isolated  # noqa: PLC0415 - only for who reads

    return read_isolated


def reading_service(
    session: TenantSession,
    uploads: Uploads,
    read: Annotated[Reader, Depends(reader)],
    events: Announcements,
    *,
    model: Model,
    invocation: Invocation,
) -> ReadingService:
    """The files of the invocation's company."""
    return ReadingService(FileRows(session, invocation.company_id), uploads, read, events, model=model)


Registration = Annotated[RegistrationService, Depends(registration_service)]


def grants(cache: SharedCache) -> Grants:
    """The addresses that were given to upload to."""
    return Grants(cache)


Granted = Annotated[Grants, Depends(grants)]


def drop_service(uploads: Uploads, registration: Registration, granted: Granted) -> DropService:
    """What appears in the folder of the invocation's company."""
    return DropService(uploads, registration, granted)


Drops = Annotated[DropService, Depends(drop_service)]
Reading = Annotated[ReadingService, Depends(reading_service)]
