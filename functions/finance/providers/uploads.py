"""Builds the door over HTTPS."""

from typing import Annotated

from functions.finance.providers.intake import Granted, Registration
from functions.finance.repository.intake.shelf import ShelfRows
from functions.finance.service.intake.uploads import Quota, UploadService
from shared.core.cache import SharedCache
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.core.settings import settings
from shared.db.session import TenantSession
from shared.storage.objects import Uploads


def quota(cache: SharedCache) -> Quota:
    """How often one caller may hand files in."""
    return Quota(cache, int(settings.invoice_requests_per_hour))


HourlyQuota = Annotated[Quota, Depends(quota)]


def upload_service(
    *,
    session: TenantSession,
    uploads: Uploads,
    registration: Registration,
    admission: HourlyQuota,
    granted: Granted,
    invocation: Invocation,
    now: Clock,
) -> UploadService:
    """The files of the invocation's company."""
    return UploadService(
        objects=uploads,
        registration=registration,
        assessments=ShelfRows(session, invocation.company_id),
        quota=admission,
        grants=granted,
        now=now,
    )


UploadDoor = Annotated[UploadService, Depends(upload_service)]
