"""The door of the bucket: somebody put a file there, with our upload address or without."""

from functions.finance.domain.arrival import Arrival, Registered
from functions.finance.service.intake.grants import Grants
from functions.finance.service.intake.registration import RegistrationService
from shared.schemas.objects import ObjectCreated
from shared.storage.keys import owned
from shared.storage.objects import ObjectStore


class DropService:
    """Takes what appears in one company's folder.

    Args:
        objects: the bucket.
        registration: registers files.
        grants: knows who asked for an address.
    """

    def __init__(self, objects: ObjectStore, registration: RegistrationService, grants: Grants) -> None:
        self.objects = objects
        self.registration = registration
        self.grants = grants

    def take(self, dropped: ObjectCreated) -> Registered:
        """Register the version that was announced; if none was named, the one that is there.

        Raises:
            BadRequest: the key is no sane one of the company's.
            NotFound: there is no such company, or the object is gone again.
        """
        key = owned(dropped.key, dropped.company_id)
        version, size = dropped.version, dropped.size
        if version is None:
            stored = self.objects.head(key)
            version, size = stored.version, stored.size
        uploader = self.grants.whose(key)
        user_id = self.registration.uploader(uploader) if uploader else None
        return self.registration.register(
            Arrival(bucket=dropped.bucket, key=key, version=version, size=size, door="bucket", user_id=user_id)
        )
