"""The door over HTTPS: an address to upload to, and the word that a file is there."""

from datetime import timedelta
from pathlib import PurePath
from typing import Any, Protocol
from uuid import UUID

from functions.finance.domain.arrival import Arrival
from functions.finance.schemas.intake import Accepted, ProcessDraft, UploadAddress, UploadDraft
from functions.finance.service.intake.grants import Grants
from functions.finance.service.intake.registration import RegistrationService
from shared.auth.caller import Caller
from shared.core.cache import Count
from shared.core.clock import Now
from shared.core.errors import TooManyRequests
from shared.storage.keys import new_key, owned
from shared.storage.objects import ObjectStore

HOUR = 3600  # seconds
FOLDER, BATCH_FOLDER = "invoices", "collected"
"""What is put into the first starts by itself; what is put into the second waits for its batch."""


class Counters(Protocol):
    """Counts that all Lambdas share."""

    def count(self, pk: str, sk: str, *, seconds: int) -> Count:
        """Add to a counter whose window of `seconds` begins with its first count."""


class Assessments(Protocol):
    """Withholdings of documents."""

    def assessment(self, invoice_id: UUID) -> dict[str, Any] | None:
        """Those of one document; None while they are not decided."""


class Quota:
    """How often one caller may hand files in, per hour.

    Args:
        counters: where requests are counted.
        per_hour: how many are let through.
    """

    def __init__(self, counters: Counters, per_hour: int) -> None:
        self.counters = counters
        self.per_hour = per_hour

    def admit(self, caller: Caller) -> None:
        """Count a request.

        Raises:
            TooManyRequests: there were too many; says in how many seconds the window ends.
        """
        counted = self.counters.count("finance-intake", f"{caller.company_id}#{caller.id}", seconds=HOUR)
        if counted.hits > self.per_hour:
            detail = f"At most {self.per_hour} requests per hour hand files in."
            raise TooManyRequests(detail, retry_after=max(1, counted.seconds_left))


class UploadService:
    """Takes files from one company's callers.

    Args:
        objects: where files are put.
        registration: registers them.
        assessments: what was decided about documents.
        quota: how many are taken.
        grants: remembers who asked for which address.
        now: the clock.
    """

    def __init__(
        self,
        *,
        objects: ObjectStore,
        registration: RegistrationService,
        assessments: Assessments,
        quota: Quota,
        grants: Grants,
        now: Now,
    ) -> None:
        self.objects = objects
        self.registration = registration
        self.assessments = assessments
        self.quota = quota
        self.grants = grants
        self.now = now

    def address(self, draft: UploadDraft, by: Caller) -> UploadAddress:
        """Where to put one file of exactly this size and type."""
        folder = BATCH_FOLDER if draft.for_batch else FOLDER
        suffix = PurePath(draft.file_name).suffix
        key = new_key(by.company_id, folder, at=self.now(), suffix=suffix)
        self.grants.note(key, by.id)
        upload = self.objects.upload(key, size=draft.size, content_type=draft.content_type)
        return UploadAddress(
            upload_url=upload.url,
            method=upload.method,
            headers=upload.headers,
            file_path=key,
            expires_at=self.now() + timedelta(seconds=upload.seconds),
        )

    def process(self, draft: ProcessDraft, by: Caller) -> Accepted:
        """Process a file that was uploaded; one that is known already answers with its document.

        Raises:
            BadRequest: the file is not the company's.
            Forbidden: a person names somebody else as the uploader.
            NotFound: there is no such file, or no such user.
            TooManyRequests: the caller has asked too often.
        """
        key = owned(draft.file_path, by.company_id)
        self.quota.admit(by)
        stored = self.objects.head(key)
        handed_in_by = self.registration.uploader(by.id, named=draft.user_id)
        asked_by = self.grants.whose(key)
        user_id = (self.registration.uploader(asked_by) if asked_by else None) or handed_in_by
        arrival = Arrival(
            bucket=stored.bucket, key=key, version=stored.version, size=stored.size, door="api", user_id=user_id
        )
        registered = self.registration.register(arrival)
        return Accepted(
            invoice_id=registered.invoice_id,
            status=registered.state,
            status_url=status_url(registered.invoice_id),
            taxes=None if registered.is_new else self.assessments.assessment(registered.invoice_id),
        )


def status_url(invoice_id: UUID) -> str:
    """Where the document of a file is seen."""
    return f"/api/v1/finance/invoices/{invoice_id}"
