"""Files that are handed in together: taken one by one by a state machine, a few at once, each with its own outcome."""

import json
from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from functions.finance.domain.arrival import Arrival
from functions.finance.schemas.intake import (
    Batch,
    BatchAccepted,
    BatchDraft,
    BatchFileTask,
    BatchState,
    ObjectKey,
    Outcome,
    Taken,
)
from functions.finance.service.intake.grants import Grants
from functions.finance.service.intake.reading import ReadingService
from functions.finance.service.intake.registration import RegistrationService
from functions.finance.service.intake.uploads import Quota
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import BadRequest, NotFound, Unprocessable
from shared.schemas.envelope import Events
from shared.schemas.events import InvoiceBatchReceived
from shared.storage.keys import owned
from shared.storage.objects import ObjectStore

LIST_BYTES = 2 * 1024 * 1024
"""Of a list of files that was uploaded."""


class Batches(Protocol):
    """The batches of one company."""

    def add(self, keys: Sequence[str], user_id: UUID | None) -> UUID:
        """Keep a batch with its files, all waiting."""

    def show(self, batch_id: UUID) -> Batch:
        """A batch with what became of its files, or `NotFound`."""

    def brought_by(self, batch_id: UUID) -> tuple[BatchState, UUID | None]:
        """Where a batch stands and who brought it, locked against a change of it, or `NotFound`."""

    def key(self, batch_id: UUID, position: int) -> str:
        """The object key of a file."""

    def settle(self, batch_id: UUID, position: int, outcome: Outcome, file_id: UUID | None = None) -> None:
        """Keep what became of a file."""

    def end(self, batch_id: UUID, state: BatchState) -> None:
        """End a batch that is running; one that has ended stays as it is."""


class BatchService:
    """Begins, shows and cancels the batches of one company.

    Args:
        batches: where they are kept.
        objects: where lists of files are.
        registration: knows who brings files.
        events: starts the state machine.
        quota: how often a caller may hand files in.
        most: how many files a request may name, and how many a list.
        now: the clock.
    """

    def __init__(
        self,
        *,
        batches: Batches,
        objects: ObjectStore,
        registration: RegistrationService,
        events: Events,
        quota: Quota,
        most: tuple[int, int],
        now: Now,
    ) -> None:
        self.batches = batches
        self.objects = objects
        self.registration = registration
        self.events = events
        self.quota = quota
        self.most = most
        self.now = now

    def begin(self, draft: BatchDraft, by: Caller) -> BatchAccepted:
        """Begin a batch; a file that is named twice is one file.

        Raises:
            BadRequest: a file is not the company's.
            NotFound: there is no such list, or no such user.
            Unprocessable: there are too many files, or the list is none.
            TooManyRequests: the caller has asked too often.
        """
        self.quota.admit(by)
        keys = list(dict.fromkeys(owned(key, by.company_id) for key in self._named(draft, by)))
        batch_id = self.batches.add(keys, self.registration.uploader(by.id, named=draft.user_id))
        key = f"{by.company_id}/batches/{self.now():%Y/%m}/{batch_id}.json"
        items = json.dumps([{"position": position} for position in range(len(keys))]).encode()
        stored = self.objects.put(key, items, content_type="application/json")
        self.events.record(InvoiceBatchReceived(batch_id=batch_id, files=len(keys), bucket=stored.bucket, key=key))
        return BatchAccepted(
            batch_id=batch_id, files=len(keys), status_url=f"/api/v1/finance/invoices/batches/{batch_id}"
        )

    def show(self, batch_id: UUID) -> Batch:
        """A batch with what became of its files.

        Raises:
            NotFound: the company has no such batch.
        """
        return self.batches.show(batch_id)

    def cancel(self, batch_id: UUID) -> Batch:
        """Take no more files of a batch; what was taken goes on.

        Raises:
            NotFound: the company has no such batch.
        """
        self.batches.brought_by(batch_id)
        self.batches.end(batch_id, "cancelled")
        return self.batches.show(batch_id)

    def _named(self, draft: BatchDraft, by: Caller) -> Sequence[str]:
        in_request, in_list = self.most
        if draft.file_paths is not None:
            return _at_most(in_request, draft.file_paths)
        content = self.objects.get(owned(draft.manifest_path or "", by.company_id), most=LIST_BYTES)
        try:
            return _at_most(in_list, TypeAdapter(list[ObjectKey]).validate_json(content))
        except ValidationError:
            raise Unprocessable("The manifest is not a JSON list of file paths.") from None


class BatchSteps:
    """Takes the files of one company's batches, one at a time.

    Args:
        batches: where they are kept.
        objects: where the files are.
        registration: registers them.
        reading: reads them at once: how many are read at the same time is the state machine's to say.
        grants: knows who asked for the address of a file, and so brought it.
    """

    def __init__(
        self,
        batches: Batches,
        objects: ObjectStore,
        registration: RegistrationService,
        reading: ReadingService,
        grants: Grants,
    ) -> None:
        self.batches = batches
        self.objects = objects
        self.registration = registration
        self.reading = reading
        self.grants = grants

    def take(self, task: BatchFileTask) -> Taken:
        """Register and read one file; its document goes on from there in an execution of its own."""
        state, started_by = self.batches.brought_by(task.batch_id)
        if state == "cancelled":
            return self._settled(task, "cancelled")
        try:
            stored = self.objects.head(self.batches.key(task.batch_id, task.position))
        except NotFound:
            return self._settled(task, "missing")
        asked_by = self.grants.whose(stored.key)
        user_id = (self.registration.uploader(asked_by) if asked_by else None) or started_by
        arrival = Arrival(
            bucket=stored.bucket,
            key=stored.key,
            version=stored.version,
            size=stored.size,
            door="batch",
            user_id=user_id,
            batch_id=task.batch_id,
        )
        registered = self.registration.register(arrival)
        self.reading.read(registered.invoice_id)
        return self._settled(task, "taken", registered.file_id)

    def fail(self, task: BatchFileTask) -> Taken:
        """Keep that a file could not be taken, by a failure of ours."""
        return self._settled(task, "failed")

    def finish(self, batch_id: UUID) -> None:
        """End a batch whose files were all tried."""
        self.batches.end(batch_id, "finished")

    def _settled(self, task: BatchFileTask, outcome: Outcome, file_id: UUID | None = None) -> Taken:
        self.batches.settle(task.batch_id, task.position, outcome, file_id)
        return Taken(outcome=outcome)


def _at_most(most: int, keys: Sequence[str]) -> Sequence[str]:
    if not keys:
        raise BadRequest("A batch needs a file.")
    if len(keys) > most:
        raise Unprocessable(f"A batch takes at most {most} files this way; there are {len(keys)}.")
    return keys
