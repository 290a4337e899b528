"""Builds the use cases about documents that are there."""

from typing import Annotated

from functions.finance.providers.flow import Flow
from functions.finance.repository.intake.files import FileRows
from functions.finance.repository.intake.shelf import ShelfRows
from functions.finance.service.intake.archive import ArchiveService, Shelf
from shared.core.clock import Clock
from shared.core.health import Probe
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.storage.objects import Uploads


def shelf(session: TenantSession, invocation: Invocation) -> Shelf:
    """The documents of the invocation's company, to look at."""
    return ShelfRows(session, invocation.company_id)


def archive_service(
    session: TenantSession, uploads: Uploads, flow: Flow, invocation: Invocation, now: Clock
) -> ArchiveService:
    """The documents of the invocation's company."""
    company_id = invocation.company_id
    return ArchiveService(ShelfRows(session, company_id), FileRows(session, company_id), uploads, flow, now)


def bucket_probe(uploads: Uploads) -> Probe:
    """Asks the bucket for an object that is not there."""

    def ask() -> None:
        next(uploads.keys("health/"), None)

    return ask


Archive = Annotated[ArchiveService, Depends(archive_service)]
BucketProbe = Annotated[Probe, Depends(bucket_probe)]
