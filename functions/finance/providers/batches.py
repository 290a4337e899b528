"""Builds the use cases about batches."""

from typing import Annotated

from functions.finance.providers.intake import Granted, Reading, Registration
from functions.finance.providers.uploads import HourlyQuota
from functions.finance.repository.intake.batches import BatchRows
from functions.finance.service.intake.batches import BatchService, BatchSteps
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.core.settings import settings
from shared.db.session import TenantSession
from shared.events.log import Announcements
from shared.storage.objects import Uploads


def batch_service(
    *,
    session: TenantSession,
    uploads: Uploads,
    registration: Registration,
    events: Announcements,
    quota: HourlyQuota,
    invocation: Invocation,
    now: Clock,
) -> BatchService:
    """The batches of the invocation's company."""
    batches = BatchRows(session, invocation.company_id)
    most = int(settings.invoice_batch_files), int(settings.invoice_manifest_files)
    return BatchService(
        batches=batches,
        objects=uploads,
        registration=registration,
        events=events,
        quota=quota,
        most=most,
        now=now,
    )


def batch_steps(
    *,
    session: TenantSession,
    uploads: Uploads,
    registration: Registration,
    reading: Reading,
    granted: Granted,
    invocation: Invocation,
) -> BatchSteps:
    """The files of the batches of the invocation's company."""
    return BatchSteps(BatchRows(session, invocation.company_id), uploads, registration, reading, granted)


BatchDesk = Annotated[BatchService, Depends(batch_service)]
BatchStepping = Annotated[BatchSteps, Depends(batch_steps)]
