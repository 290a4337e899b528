"""Where recordings are stored: the bucket where calls keep what belongs to them."""

from typing import Self

from containers.media_stream.recording import Uploading
from shared.core.clock import utc_now
from shared.core.errors import NotConfigured
from shared.core.settings import settings
from shared.storage.multipart import Multipart
from shared.storage.objects import S3


class S3Shelf:
    """A bucket on S3.

    Args:
        store: the bucket.
    """

    def __init__(self, store: S3) -> None:
        self._store = store

    @classmethod
    def configured(cls) -> Self | None:
        """The stage's; None where the program was told of no bucket, and nothing can be recorded."""
        try:
            return cls(S3(settings.uploads_bucket, utc_now))
        except NotConfigured:
            return None

    def begin(self, key: str) -> Uploading:
        """The way into a new object."""
        return Multipart(self._store, key, content_type="audio/wav")
