"""Exclusion lists as files: too long for a request, put into the bucket and read by themselves."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from functions.calls.domain.numbers import is_e164
from functions.calls.schemas.compliance import ListName
from functions.calls.schemas.list_files import ListFileDraft, ListUpload
from functions.calls.service.ports import Later
from shared.core.clock import Now
from shared.core.errors import BadRequest
from shared.core.log import log
from shared.schemas.objects import ObjectCreated
from shared.storage.objects import ObjectStore

FOLDER = "registries"
CONTENT_TYPE = "text/plain"
PART = 4_000_000
"""Bytes that are read at once."""
AT_ONCE = 20_000
"""Numbers that are stored at once."""


class FileLists(Protocol):
    """Copies of exclusion lists of one company."""

    def begin(self, list_name: str, *, snapshot_at: datetime, at: datetime, by: UUID) -> Any: ...
    def of_file(self, key: str) -> Any | None: ...
    def add(self, snapshot: Any, numbers: Sequence[str]) -> int: ...
    def complete(self, snapshot: Any, *, at: datetime) -> None: ...


class ListFiles:
    """The files of one company.

    Args:
        lists: of the company.
        objects: the bucket.
        later: calls after the commit.
        now: the clock.
    """

    def __init__(self, lists: FileLists, objects: ObjectStore, later: Later, now: Now) -> None:
        self.lists = lists
        self.objects = objects
        self.later = later
        self.now = now

    def expect(self, company_id: UUID, list_name: ListName, draft: ListFileDraft, *, by: UUID) -> ListUpload:
        """Let somebody put a list into the bucket.

        Raises:
            BadRequest: it is of the future.
        """
        now = self.now()
        if draft.snapshot_at > now:
            raise BadRequest("A list is taken from its keeper before it is imported.")
        snapshot = self.lists.begin(list_name, snapshot_at=draft.snapshot_at, at=now, by=by)
        snapshot.file_key = f"{company_id}/{FOLDER}/{now:%Y/%m}/{snapshot.id}.txt"
        upload = self.objects.upload(snapshot.file_key, size=draft.size, content_type=CONTENT_TYPE)
        return ListUpload(
            import_id=snapshot.id,
            upload_url=upload.url,
            method=upload.method,
            headers=upload.headers,
            expires_in_seconds=upload.seconds,
        )

    def take(self, dropped: ObjectCreated) -> None:
        """Take a list in, once, and remove its file; a file that nobody was to put there is left alone."""
        snapshot = self.lists.of_file(dropped.key)
        if snapshot is None:
            log().warning("a list that nobody announced")
            return
        if snapshot.completed_at is None and snapshot.failed_because is None:
            self._read(snapshot, dropped)
        self.later(lambda: self._remove(dropped.key))

    def _read(self, snapshot: Any, dropped: ObjectCreated) -> None:
        batch: list[str] = []
        for line in self._lines(dropped):
            number = line.partition(",")[0].strip(' "\t\r')
            if is_e164(number):
                batch.append(number)
            elif number:
                snapshot.refused += 1
            if len(batch) == AT_ONCE:
                self._store(snapshot, batch)
                batch = []
        self._store(snapshot, batch)
        if snapshot.numbers:
            self.lists.complete(snapshot, at=self.now())
        else:
            snapshot.failed_because = "no_numbers"

    def _store(self, snapshot: Any, numbers: list[str]) -> None:
        added = self.lists.add(snapshot, numbers)
        snapshot.numbers += added
        snapshot.repeated += len(numbers) - added

    def _lines(self, dropped: ObjectCreated) -> Iterator[str]:
        """The lines of a file, without ever holding all of it; what is no text is no number either."""
        rest, start = b"", 0
        while part := self.objects.part(dropped.key, start=start, size=PART, version=dropped.version):
            start += len(part)
            *lines, rest = (rest + part).split(b"\n")
            yield from (line[:64].decode("utf-8", "replace") for line in lines)
            rest = rest[-PART:]
        yield rest[:64].decode("utf-8", "replace")

    def _remove(self, key: str) -> None:
        self.objects.delete(key)
